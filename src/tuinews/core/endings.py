"""Endings that words take, by language: what a stemmer takes off, as it is written with its accents.

Whoever searches leaves accents out ("egalite"), and types a word letter by letter ("electio"). A stemmer then does
not see the ending that it takes off in the text; these tables tell which one was meant.
"""

from __future__ import annotations

ENDINGS: dict[str, tuple[str, ...]] = {
    language: tuple(endings.split())
    for language, endings in {
        "da": "e en er ene erne ens erens ede ende endes else heder hed lig",
        "de": "e en em er es ern heit heiten keit keiten ung ungen lich liche lichen ig ige igen isch ische ischen"
        " erin erinnen",
        "en": "s es ed ing ings ion ions ation ations ational ies ied ily ly ment ments er ers or ors ive ively ity"
        " ities al ally able ably ible ance ence ness ism ist ists ize izes ized izing ization ful less ous",
        "es": "o a os as ar er ir ado ada ados adas ido ida idos idas ando iendo ación aciones ición iciones ción"
        " ciones amente mente amiento imiento ador adores ancia encia idad idades ismo ista istas ó ió é í ía ían"
        " ará arán aba aban aron ieron",
        "fi": "n a ä ssa ssä sta stä lla llä lta ltä lle t ia iä en in ksi ttä nsa nsä",
        "fr": "e s es é ée és ées er ez ant ante ants ment ments ement ements ation ations ateur ateurs ion ions ité"
        " ités té tés eur eurs euse euses eux if ive ifs ives isme ismes iste istes ique iques able ables ible ibles"
        " ance ances ence ences ière ières ier iers ère ères ième ièmes aient ait èrent",
        "hu": "k t ban ben ból ből nak nek val vel hoz hez höz nál nél ról ről tól től ért ság ség ok ek ök at et ot",
        "it": "o a i e are ere ire ato ata ati ate ito ita iti ite ando endo azione azioni zione zioni ione ioni mente"
        " amento amenti imento imenti ità tà atore atori ismo ista isti anza enza ò ì è rà ranno",
        "nl": "e en s er ers ing ingen heid heden lijk lijke isch ische eren erij ën ië iën",
        "no": "e en et er ene ens ede ende else het heter lig",
        "pl": "a e i y o u ą ę ów ami ach om em ie iem ego emu ej ych ym ymi ość ości ością anie ania aniem enie enia"
        " eniem ać ił ał ała ały ało ali cja cji cje cję ów ski ska skie skich skiego",
        "pt": "o a os as ar er ir ado ada ados adas ido ida idos idas ando endo indo ação ações ição ições ção ções ão"
        " ões ães ã ãs mente amento imento ador adores ância ência ências idade idades ismo ista istas ável íveis ível"
        " áveis ou eu iu ará arão aram eram",
        "ro": "a e i ul ului ele elor ilor ii iile ă ea ție ții ția țiune țiuni ător ători ătoare are ere ire at ată"
        " ați ate itate ități",
        "ru": "а я о е ы и у ю ой ей ом ем ам ям ами ями ах ях ов ев ый ий ая яя ое ее ые ие ого его ому ему ых их ую"
        " юю ть л ла ло ли ет ют ит ят ость ости ение ения ений ция ции ций цию",
        "sv": "a e en et ar er or arna erna orna ens ande ende ade at het heten heter lig ligt ning ningar",
        "tr": "ı i u ü lar ler ları leri ın in un ün da de dan den ya ye yı yi nın nin dı di du dü mış miş ması mesi",
    }.items()
}  # fmt: skip
