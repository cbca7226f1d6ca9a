"""
Widgets that screens share. They know the theme, no service, no presenter; texts come in as values.

Import each from its module; the values they show (PillState, PersonLook, PopupRow) are in
``counter_app.ui.looks``, without Qt, so that a presenter may hold them. A widget that shows a state has ``show_...`` methods that are
idempotent and never take the focus.

``text``     ``label(text, role="body", *, wrap=False)`` with roles small, body, dim, strong, large, heading, title, huge;
             ``ElidedLabel`` (one line, cut with … and the whole text as tool tip); ``rule()`` a hairline;
             ``Panel(title="")`` a framed box, ``.box`` is its QVBoxLayout.
``pill``     ``StatusPill``: ``show_state(PillState(kind, word, detail=""))``; kind is one of
             ``good warning danger note quiet``; sign and colour follow the kind; signal ``pressed``.
``message``  ``MessageLine``: ``say(what, remedy="", kind="note")``, ``clear()``; never modal.
``field``    ``FieldLine(label, editor=None, hint="", name="")``: label above, input, error under it;
             ``.editor`` (a QLineEdit unless given), ``show_error(text)``, ``show_note(text)``, ``show_text(text)``
             (keeps the caret when the text is the same). ``label`` may hold ``&`` for Alt+letter: do not use it,
             Alt keys belong to ``Place.keys()``.
``search``   ``SearchField``: a QLineEdit; signal ``typed(str)`` = committed text with what the input method is still
             composing put in at the caret, apostrophes removed; signals ``moved(int)`` (up -1, down +1, page -8/+8),
             ``chosen()`` (Enter), ``stepped_back()`` (Esc).
``popup``    ``PopupList(field)``: hits under a SearchField without taking focus; ``show_rows(tuple[PopupRow, ...])``,
             ``PopupRow(title, detail="", mark="")``; it follows the field's moved/chosen by itself; signal ``picked(int)``; ``close_up()``.
``table``    ``Column(title, text, width=0, grow=False, right=False, sort_key=None, copy=None)``;
             ``RowsModel(columns)`` with ``set_rows(rows)`` and ``row_at(index)``; ``DataTable(model, empty, tall=False)``: rows 36 or 44
             px, click or Alt+arrow sorts, Ctrl+C copies the selected cell (``Column.copy`` if given, so a masked column copies masked),
             ``empty`` = what will appear here and what to do; signals ``activated_row(object)``, ``copied(str)``.
``masked``   ``MaskedText``: ``show_value(masked, full=None)``; ``full`` None: no right to see it. Revealing calls
             ``on_reveal(callable)`` (log it) and hides again after 30 s or ``hide_again()``.
``dates``    ``DateText``: a title and a day in words; the words are ``counter_app.ui.days.say_date(words, day, today)``
             (no Qt): 11月27日, the year only when it is another one.
``person``   ``PersonCard``: ``show_person(PersonLook(...))``.
``shown``    ``Shown``: ``differs(part, value)`` tells a ``show_...`` method whether there is anything to draw.
``wrapping`` ``WrapLayout``: left to right, then the next line; use it where a row may not fit at 200 %.
``keybar``   ``KeyBar``;  ``rail``: ``Rail``  (the shell's; screens do not need them).
"""
