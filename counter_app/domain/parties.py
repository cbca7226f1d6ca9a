"""Who an application is about, by number: what a card on the plate is looked up by (F-D17)."""

from __future__ import annotations

from counter_app.domain.case import Application


def parties_of(application: Application) -> tuple[str, ...]:
    """
    Return the numbers of the applicant and of who acts for him, each once.

    A guardian's number stands for a child's matters. Somebody who only acted in them finds them
    too: it is he who comes with the corrections.
    """
    body, person = application.body, application.person
    agent, guardian = application.agent, application.guardian
    numbers = (
        body.credit_code if body is not None else "",
        person.number if person is not None else "",
        agent.person.number if agent is not None else "",
        guardian.person.number if guardian is not None else "",
    )
    return tuple(dict.fromkeys(each for each in numbers if each))
