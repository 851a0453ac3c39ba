"""What each language calls itself, for the language switch: nobody should need English to find their own."""

from __future__ import annotations

# As CLDR writes them where a name stands alone. A language that is not here is shown by its tag.
_NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "br": "Brezhoneg",
    "ca": "Català",
    "co": "Corsu",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "eu": "Euskara",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "ga": "Gaeilge",
    "gl": "Galego",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "is": "Íslenska",
    "it": "Italiano",
    "ja": "日本語",
    "kab": "Taqbaylit",
    "ko": "한국어",
    "lb": "Lëtzebuergesch",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "mt": "Malti",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "nn": "Norsk nynorsk",
    "oc": "Occitan",
    "pl": "Polski",
    "pt": "Português",
    "rm": "Rumantsch",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sq": "Shqip",
    "sr": "Српски",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


def own_name(language: str) -> str:
    """The language in its own words: `fr` is Français, `pt-BR` is Português (BR)."""
    base, _, rest = language.partition("-")
    name = _NAMES.get(base.lower())
    if name is None:
        return language
    return f"{name} ({rest})" if rest else name
