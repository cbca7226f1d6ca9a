"use strict";
/* The hall's display: shows what the stream says, says each call once, and heals by itself. */
(() => {
  const FRESH_MS = 60000, NEW_MS = 10000, AGAIN_MS = 2000, PLAY_MS = 30000;
  const HOUR_MS = 3600000, DAY_MS = 24 * HOUR_MS, ZONE_MS = 8 * HOUR_MS;
  const at = (id) => document.getElementById(id);
  const page = JSON.parse(at("data").textContent), words = page.words;
  const CUT_MS = page.beat_ms / 3;
  const base = location.pathname.replace(/\/+$/, "");
  const fill = (text, values) => text.replace(/%(\w+)%/g, (_, name) => values[name]);

  // ---- time: the county's, shown as +08:00 whatever this computer thinks
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const two = (number) => String(number).padStart(2, "0");
  const local = (ms) => new Date(ms + ZONE_MS);
  const minute = (ms) => two(local(ms).getUTCHours()) + ":" + two(local(ms).getUTCMinutes());
  const day = (ms) => local(ms).toISOString().slice(0, 10);

  // ---- what is shown
  let shown = null, drawn = "";
  const known = new Map(JSON.parse(sessionStorage.getItem("known") || "[]"));
  const key = (call) => call.no + "|" + call.said_ms;
  const isNew = (call) => now() - (known.get(key(call)) || 0) < NEW_MS;

  function make(name, kind, text) {
    const made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }

  function label(zh, bo) {
    const both = make("div", "both", "");
    both.append(make("span", "zh", zh));
    if (bo) both.append(make("span", "bo", bo));
    both.lastChild.lang = bo ? "bo" : "zh-CN";
    return both;
  }

  function drawCall(call) {
    const row = make("li", isNew(call) ? "call new" : "call", "");
    const name = call.window_name || call.window, where = make("div", "window", name);
    where.classList.toggle("long", name.length > 6);
    where.classList.toggle("longer", name.length > 12);
    const side = make("div", "side", "");
    side.append(make("time", "when", minute(call.said_ms)));
    if (call.recalls) side.append(make("span", "again", fill(words.recalled, {times: call.recalls + 1})));
    const to = label(words.to, words.to_bo);
    to.classList.add("to");
    row.append(make("div", "no", call.no), to, where, side);
    return row;
  }

  function drawLine(line) {
    const row = make("li", "line", "");
    const count = make("div", "count", line.waiting);
    count.append(make("small", "", words.people));
    row.append(make("div", "letter", line.letter), label(line.name, line.name_bo), count);
    return row;
  }

  function draw() {
    const calls = shown.calls.map((call) => [call, isNew(call)]);
    const wanted = JSON.stringify([shown.name, calls, shown.waiting]);
    if (wanted === drawn) return;
    drawn = wanted;
    at("hall").textContent = document.title = shown.name;
    at("calls").replaceChildren(...shown.calls.map(drawCall));
    at("nobody").hidden = shown.calls.length > 0;
    const lines = shown.waiting.length;
    at("waiting").className = lines > 12 ? "crowd" : lines > 6 ? "many" : "";
    at("waiting").replaceChildren(...shown.waiting.map(drawLine));
  }

  function dayPassed() {
    if (!shown || shown.day >= day(now())) return;
    shown.day = day(now());
    shown.calls = [];
    shown.waiting.forEach((line) => { line.waiting = 0; });
  }

  function take(state) {
    ahead = state.now_ms - Date.now();
    if (state.version !== page.version) reload(state.version);
    shown = state;
    canSay = state.voice;
    dayPassed();
    for (const call of [...shown.calls].reverse()) {
      if (known.has(key(call)) || now() - call.said_ms > FRESH_MS) continue;
      known.set(key(call), now());
      waiting.push(call);
    }
    for (const [call, seen] of known) if (now() - seen > 2 * FRESH_MS) known.delete(call);
    sessionStorage.setItem("known", JSON.stringify([...known]));
    draw();
    drawVoice();
    sayNext();
  }

  // once per version, and only where the new page is to be had: an error page would stay
  function reload(version) {
    if (sessionStorage.getItem("reloaded") === version) return;
    fetch(location.href, {cache: "no-store"}).then((answer) => {
      if (!answer.ok) return;
      sessionStorage.setItem("reloaded", version);
      location.reload();
    }, () => undefined);
  }

  // ---- voice: each call once, in order, never two at once
  const player = new Audio(), waiting = [];
  let playing = 0, turn = 0, refused = false, canSay = true;
  const asked = new URLSearchParams(location.search).get("voice");
  let voiceOn = (asked || localStorage.getItem("voice")) !== "off";

  function sayNext() {
    if (!voiceOn || !canSay) waiting.length = 0;
    while (waiting.length && now() - waiting[0].said_ms > FRESH_MS) waiting.shift();
    if (playing || refused || !waiting.length) return;
    const call = waiting.shift(), mine = ++turn;
    playing = performance.now();
    player.onended = player.onerror = () => said(mine);
    player.src = base + "/voice/" + encodeURIComponent(call.no + "-" + call.window) + ".wav";
    player.play().catch((wrong) => {
      if (wrong.name === "NotAllowedError") {
        refused = true;
        waiting.unshift(call);
      }
      said(mine);
    });
  }

  // an element that fails says so twice; only the first ends the turn
  function said(mine) {
    if (mine !== turn) return;
    turn += 1;
    playing = 0;
    drawVoice();
    sayNext();
  }

  function drawVoice() {
    const hint = !canSay ? words.voice_none : refused && voiceOn ? words.voice_tap : "";
    at("hint").textContent = hint;
    at("hint").hidden = !hint;
    at("voice").textContent = voiceOn ? words.voice_on : words.voice_off;
    at("voice").hidden = !canSay;
    at("voice").setAttribute("aria-pressed", voiceOn);
  }

  function touched() {
    if (!refused) return;
    refused = false;
    drawVoice();
    sayNext();
  }

  at("voice").addEventListener("click", () => {
    voiceOn = !voiceOn;
    localStorage.setItem("voice", voiceOn ? "on" : "off");
    if (!voiceOn) player.pause();
    said(turn);
  });
  addEventListener("pointerdown", touched, true);
  addEventListener("keydown", touched, true);

  // ---- the line
  let source = null, heard = performance.now(), lost = 0, tried = 0;

  function open() {
    if (source) source.close();
    tried = performance.now();
    source = new EventSource(base + "/events");
    source.onerror = () => { lost = lost || performance.now(); };
    source.addEventListener("state", (event) => { listened(); take(JSON.parse(event.data)); });
    source.addEventListener("beat", (event) => { listened(); ahead = Number(event.data) - Date.now(); });
  }

  function listened() {
    heard = performance.now();
    lost = 0;
    drawCut();
  }

  function drawCut() {
    const cut = lost > 0 && performance.now() - lost > CUT_MS;
    document.body.classList.toggle("cut", cut);
    at("cut").hidden = !cut;
    if (!cut) return;
    const since = now() - (performance.now() - heard);
    at("cut").textContent = shown ? fill(words.cut_since, {time: minute(since)}) : words.cut;
  }

  function watch() {
    const ticks = performance.now(), silent = ticks - heard;
    if (silent > page.beat_ms + 1000) lost = lost || ticks;
    const dead = source.readyState === EventSource.CLOSED || silent > 2 * page.beat_ms;
    if (dead && ticks - tried > Math.max(AGAIN_MS, Math.min(silent / 4, page.beat_ms))) open();
    drawCut();
  }

  // ---- each half second
  function tick() {
    const moment = local(now());
    const weekday = words.weekdays[moment.getUTCDay()];
    const parts = {year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate()};
    at("time").textContent = minute(now());
    at("date").textContent = fill(words.date, {...parts, weekday});
    dayPassed();
    if (shown) draw();
    if (playing && performance.now() - playing > PLAY_MS) said(turn);
    watch();
  }

  open();
  drawVoice();
  tick();
  setInterval(tick, 500);
})();
