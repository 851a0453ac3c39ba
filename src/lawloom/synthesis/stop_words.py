"""Words that say nothing about a theme, by language: articles, pronouns, auxiliaries, and what every contribution says.

Written for this project, without accents. Words that many of the texts at hand hold are left out besides: see `terms`.
"""

from __future__ import annotations

_WORDS = {
    "fr": """
        a afin ai ainsi alors apres as au aucun aucune aujourd aupres aussi autant autre autres aux
        avaient avait avant avec avez avoir avons ayant beaucoup bien c car ce ceci cela celle celles
        celui certain certaine certaines certains ces cet cette ceux chacun chaque chez ci comme comment
        contre d dans de deja depuis des deux doit doivent donc dont du elle elles en encore enfin entre
        es est et etaient etait etant ete etre eu eux faire fait faut font hors hui ici il ils j je
        jusqu l la le les leur leurs lors lorsque lui m ma mais meme memes mes mieux moi moins mon n ne
        ni non nos notre nous on ont or ou oui par parce pas peu peut peuvent plus plusieurs plutot pour
        pourquoi pourrait puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi
        s sa sans se sera serait seront ses seul si sinon soit son sont sous souvent sur t ta tel telle
        telles tels tes toi ton toujours tous tout toute toutes tres trop tu un une vers via voici voila
        vos votre vous y proposition propose proposer
    """,
    "es": """
        a acuerdo ademas ahora al algo alguien algun alguna algunas alguno algunos alla ambos ante antes
        aqui asi aun aunque bajo bien cada como con contra cual cuales cualquier cuando de deba debe
        deben deberia deberian debido del desde donde dos durante e el ella ellas ello ellos en entre
        era eran eres es esa esas ese eso esos esta estaba estan estar estas este esto estos fue fueron
        gran ha haber habia han has hasta hay haya he hemos hoy la las le les lo los mas me mediante mi
        mientras mis mismo misma mismos mismas mucho mucha muchos muchas muy nada ni no nos nosotros
        nuestra nuestras nuestro nuestros o otra otras otro otros para pero poco por porque pues puede
        pueden que quien quienes se sea sean segun ser sera seran si sido siempre siendo sin sino sobre
        solo somos son su sus tal tales tambien tampoco tan tanto tener tenga ti tiene tienen toda todas
        todo todos tras tu tus u un una unas uno unos usted ustedes y ya yo propuesta propone
    """,
    "en": """
        a about above after again all also although always am among an and any are aren as at be because
        been before being below between both but by can cannot could d did didn do does doesn doing don
        down during each either else even ever every few for from further get gets had has have having
        he her here hers him his how however i if in into is isn it its itself just ll m made make makes
        many may me might more most much must my neither no nor not now of off often on once one only
        onto or other others our ours out over own per rather re s same shall she should shouldn since
        so some such t than that the their theirs them then there these they this those though through
        thus to too under until up upon us ve very was we were what when where whether which while who
        whom whose why will with within without won would you your yours proposal propose
    """,
    "de": """
        ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus
        bei beim bereits besser bin bis bist bitte da dabei dadurch dafur dagegen daher damit dann daran
        darauf daraus darf darin daruber das dass davon dazu dein dem den denen denn der deren des
        deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch durfen eben ein
        eine einem einen einer eines einfach einige einigen er es etwa etwas euch fur ganz gar gegen
        gibt ggf gut habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
        ihrer im immer in ins insbesondere ist ja jede jedem jeden jeder jedes jedoch jetzt kann kein
        keine keinen konnen konnte konnten mal man mehr mein meine mich mir mit mochte mochten muss
        mussen musste nach nicht nichts noch nun nur ob oder ohne oft pro schon sehr sein seine seit
        selbst sich sie sind so sogar soll sollen sollte sollten somit sondern sonst sowie teil trotz
        uber um und uns unser unsere unter usw viel viele vielen vom von vor wann war waren warum was
        weil weiter welche welcher wenn wer werden wie wieder will wir wird wo wollen wurde wurden zb zu
        zum zur zwar zwei zwischen vorschlag
    """,
}
# Words that turn a sentence round.
TURNS = frozenset(
    word
    for words in (
        "no ni nunca jamas sin contra nada ningun ninguna menos",
        "ne pas non jamais sans contre aucun aucune moins ni",
        "not never without against nor none cannot dont doesnt isnt less anti",
        "nicht kein keine keinen keinem keiner nein nie niemals ohne gegen weder weniger",
    )
    for word in words.split()
)
STOP_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
EVERY = frozenset().union(*STOP_WORDS.values())  # for a language that has no list here


def stop_words(language: str) -> frozenset[str]:
    """Words without accents that are left out in this language; those of all lists together where it has none."""
    return STOP_WORDS.get(language.split("-")[0], EVERY)
