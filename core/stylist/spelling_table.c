/* Stems with the endings they take ("colour": colours, coloured, colourful): whole words only, and all of them closed
 * lists, so that nothing is made that is no word. */
#include "core/stylist/spelling_table.h"

#include <stdio.h>
#include <string.h>

enum { TO_AMERICAN_ONLY = 1 }; /* the American word has other uses: a meter is no metre */

struct stem {
    const char *british;
    const char *american;
    const char *endings; /* separated by spaces; "-" is none */
    unsigned flags;
};

static const char noun[] = "- s";

static const struct stem stems[] = {
    /* -our */
    {"colour", "color", "- s ed ing ful fully less ant ants ist ists", 0},
    {"favour", "favor", "- s ed ing able ably ite ites itism", 0},
    {"honour", "honor", "- s ed ing able ably", 0},
    {"behaviour", "behavior", "- s al ally", 0},
    {"labour", "labor", "- s ed ing er ers", 0},
    {"neighbour", "neighbor", "- s ing hood hoods ly", 0},
    {"flavour", "flavor", "- s ed ing ings less ful", 0},
    {"harbour", "harbor", "- s ed ing", 0},
    {"humour", "humor", "- s ed ing less", 0},
    {"rumour", "rumor", "- s ed", 0},
    {"odour", "odor", "- s less", 0},
    {"vapour", "vapor", noun, 0},
    {"savour", "savor", "- s ed ing y", 0},
    {"endeavour", "endeavor", "- s ed ing", 0},
    {"rigour", "rigor", noun, 0},
    {"vigour", "vigor", "-", 0},
    {"valour", "valor", "-", 0},
    {"splendour", "splendor", noun, 0},
    {"parlour", "parlor", noun, 0},
    {"ardour", "ardor", "-", 0},
    {"candour", "candor", "-", 0},
    {"clamour", "clamor", "- s ed ing", 0},
    {"demeanour", "demeanor", noun, 0},
    {"fervour", "fervor", "-", 0},
    {"rancour", "rancor", "-", 0},
    {"tumour", "tumor", noun, 0},
    {"saviour", "savior", noun, 0},
    {"armour", "armor", "- s ed ing y", 0},
    {"discolour", "discolor", "- s ed ing", 0},
    {"misbehaviour", "misbehavior", "-", 0},
    {"dishonour", "dishonor", "- s ed ing able", 0},
    /* -re */
    {"centre", "center", "- s piece pieces", 0},
    {"centred", "centered", "-", 0},
    {"centring", "centering", "-", 0},
    {"metre", "meter", noun, TO_AMERICAN_ONLY},
    {"kilometre", "kilometer", noun, 0},
    {"millimetre", "millimeter", noun, 0},
    {"centimetre", "centimeter", noun, 0},
    {"litre", "liter", noun, 0},
    {"millilitre", "milliliter", noun, 0},
    {"theatre", "theater", noun, 0},
    {"fibre", "fiber", noun, 0},
    {"calibre", "caliber", noun, 0},
    {"sabre", "saber", noun, 0},
    {"spectre", "specter", noun, 0},
    {"meagre", "meager", "-", 0},
    {"sombre", "somber", "-", 0},
    {"lustre", "luster", "-", 0},
    /* doubled letters */
    {"travell", "travel", "ed ing er ers", 0},
    {"cancell", "cancel", "ed ing", 0},
    {"labell", "label", "ed ing er ers", 0},
    {"modell", "model", "ed ing er ers", 0},
    {"levell", "level", "ed ing", 0},
    {"signall", "signal", "ed ing", 0},
    {"fuell", "fuel", "ed ing", 0},
    {"channell", "channel", "ed ing", 0},
    {"tunnell", "tunnel", "ed ing", 0},
    {"counsell", "counsel", "ed ing or ors", 0},
    {"quarrell", "quarrel", "ed ing", 0},
    {"diall", "dial", "ed ing", 0},
    {"totall", "total", "ed ing", 0},
    {"equall", "equal", "ed ing", 0},
    {"rivall", "rival", "ed ing", 0},
    {"panell", "panel", "ed ing", 0},
    {"pencill", "pencil", "ed ing", 0},
    {"unravell", "unravel", "ed ing", 0},
    {"parcell", "parcel", "ed ing", 0},
    {"initiall", "initial", "ed ing", 0},
    {"marshall", "marshal", "ed ing", 0},
    {"spirall", "spiral", "ed ing", 0},
    {"jewell", "jewel", "ed er ers", 0},
    {"jewellery", "jewelry", "-", 0},
    {"marvellous", "marvelous", "- ly", 0},
    {"woollen", "woolen", noun, 0},
    {"fulfil", "fulfill", "- s ment", 0},
    {"enrol", "enroll", "- s ment ments", 0},
    {"instil", "instill", noun, 0},
    {"distil", "distill", noun, 0},
    {"skilful", "skillful", "- ly", 0},
    {"wilful", "willful", "- ly", 0},
    {"instalment", "installment", noun, 0},
    /* -yse */
    {"analyse", "analyze", "- d r rs", 0},
    {"analysing", "analyzing", "-", 0},
    {"paralyse", "paralyze", "- d", 0},
    {"paralysing", "paralyzing", "-", 0},
    {"catalyse", "catalyze", "- d", 0},
    /* -ogue, -ence, -ce */
    {"catalogue", "catalog", "- s", 0},
    {"defence", "defense", "- s less", 0},
    {"offence", "offense", noun, 0},
    {"pretence", "pretense", noun, 0},
    {"licence", "license", noun, TO_AMERICAN_ONLY},
    {"practise", "practice", "- s d", TO_AMERICAN_ONLY},
    {"practising", "practicing", "-", 0},
    /* the rest */
    {"grey", "gray", "- s ed ing ish scale er est", 0},
    {"programme", "program", noun, TO_AMERICAN_ONLY},
    {"cheque", "check", noun, TO_AMERICAN_ONLY},
    {"tyre", "tire", noun, TO_AMERICAN_ONLY},
    {"kerb", "curb", noun, TO_AMERICAN_ONLY},
    {"plough", "plow", "- s ed ing", 0},
    {"mould", "mold", "- s ed ing y", 0},
    {"smoulder", "smolder", "- s ed ing", 0},
    {"aluminium", "aluminum", "-", 0},
    {"aeroplane", "airplane", noun, TO_AMERICAN_ONLY},
    {"sceptic", "skeptic", "- s al ally ism", 0},
    {"cosy", "cozy", "-", 0},
    {"pyjamas", "pajamas", "-", 0},
    {"manoeuvre", "maneuver", "- s", 0},
    {"manoeuvred", "maneuvered", "-", 0},
    {"manoeuvring", "maneuvering", "-", 0},
    {"encyclopaedia", "encyclopedia", noun, TO_AMERICAN_ONLY},
    {"anaesthetic", "anesthetic", noun, 0},
    {"paediatric", "pediatric", "- s", 0},
    {"oestrogen", "estrogen", noun, 0},
    {"foetus", "fetus", "-", TO_AMERICAN_ONLY},
    {"storey", "story", "-", TO_AMERICAN_ONLY},
    {"storeys", "stories", "-", TO_AMERICAN_ONLY},
    {"whilst", "while", "-", TO_AMERICAN_ONLY},
    {"amongst", "among", "-", TO_AMERICAN_ONLY},
    {"learnt", "learned", "-", TO_AMERICAN_ONLY},
    {"spoilt", "spoiled", "-", TO_AMERICAN_ONLY},
    {"judgement", "judgment", "- s al", TO_AMERICAN_ONLY},
    {"acknowledgement", "acknowledgment", noun, 0},
    {"maths", "math", "-", TO_AMERICAN_ONLY},
    {"sulphur", "sulfur", "-", TO_AMERICAN_ONLY},
    {"yoghurt", "yogurt", noun, TO_AMERICAN_ONLY},
    {"moustache", "mustache", noun, TO_AMERICAN_ONLY},
    {"phoney", "phony", "-", TO_AMERICAN_ONLY},
    {"tranquillity", "tranquility", "-", 0},
    {"speciality", "specialty", "-", TO_AMERICAN_ONLY},
    {"cancellable", "cancelable", "-", 0},
};

/* What stands before the -ise or -ize of verbs that are written both ways: a closed list, so that "compromise",
 * "resize" and what is no word at all stay as they are. Checked against the word lists of SCOWL, British and American.
 */
static const char both_ways[] =
    " acclimat actual aggrand agon alphabet amort analog anathemat anatom anglic annual anonym antagon antholog"
    " anthropomorph apolog apostat atom attitudin author automat bapt barbar bastard bowdler brutal bureaucrat"
    " burglar canal cannibal canon canonical capital carbon catech categor catheter cauter central channel"
    " character circular civil collateral collectiv colon commercial compartmental computer conceptual concert"
    " container contextual conventional criminal critic crystall custom daemon decentral decimal decolon"
    " decriminal dehuman deinitial demagnet demilitar demobil democrat demon demonet demoral denational denormal"
    " deodor departmental depersonal depolar depolitic depressur deprior deput desalin desensit deserial"
    " destabil devital digit disorgan dramat econom editorial elastic emotional empath emphas energ epitom equal"
    " eulog evangel external factor familiar fantas federal femin fertil fictional final formal fossil fratern"
    " galvan general ghetto glamor global harmon homogen hospital human hybrid hyperoptim hypnot hypothes ideal"
    " idol immobil immortal immun individual industrial initial institutional intellectual internal"
    " international italic item jeopard legal legitim legitimat liberal lion liquid lobotom local macadam magnet"
    " marginal material maxim mechan memo memor memorial metabol metastas metric microoptim militar miniatur"
    " minim mobil modern modular moistur monet monomorph monopol moral motor mytholog narcot nasal national"
    " natural neutral normal notar optim organ ostrac overemphas overgeneral overspecial oxid palatal parallel"
    " parameter paravirtual parenthes particular passiv pasteur patron pauper pedestrian penal personal"
    " philosoph photosynthes plagiar plastic plural polar politic polymer popular pressur priorit privat"
    " professional propagand proselyt public pulver quant radical random rational real reauthor recogn"
    " recrystall reemphas regular reinitial renormal reorgan retoken revital revolution ritual robot romantic"
    " routin rubber sanit satir scandal schemat scrutin secular sensational sensit sentimental serial sermon"
    " signal simon social solemn soliloqu special stabil standard steril stigmat styl subsid summar symbol"
    " sympath synchron synthes systemat tempor tender terror theor token transistor traumat trivial tyrann"
    " unauthor uncategor uncivil uninitial union universal unorgan unreal unrecogn unsanit unsynchron urban util"
    " vandal vapor vector verbal victim virtual visual vital vocal volatil vulcan vulgar weather woman ";
static const char *const family_endings[] = {"e",     "ed",     "es",      "ing",  "er",     "ers",
                                             "ation", "ations", "ational", "able", "ability"};

static bool is_in(const char *list, const char *word, size_t len) {
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++) {
        size_t item_len = strcspn(at + 1, " ");
        if (item_len == len && strncmp(at + 1, word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* -ise or -ize: swaps the letter. */
static bool convert_family(const char *word, char from, char to, char out[SPELLING_BYTES]) {
    size_t len = strlen(word);
    for (size_t i = 0; len < SPELLING_BYTES && i < sizeof family_endings / sizeof *family_endings; i++) {
        size_t end_len = strlen(family_endings[i]);
        size_t at = len > end_len + 2 ? len - end_len - 1 : 0; /* where s or z stands */
        if (at > 1 && word[at] == from && word[at - 1] == 'i' && strcmp(word + at + 1, family_endings[i]) == 0 &&
            is_in(both_ways, word, at - 1)) {
            memcpy(out, word, len + 1);
            out[at] = to;
            return true;
        }
    }
    return false;
}

static bool has_ending(const char *endings, const char *ending) {
    if (!*ending) {
        ending = "-";
    }
    size_t len = strlen(ending);
    for (const char *at = endings; *at; at += strcspn(at, " "), at += *at == ' ') {
        if (strcspn(at, " ") == len && strncmp(at, ending, len) == 0) {
            return true;
        }
    }
    return false;
}

bool spelling_convert(const char *word, enum spelling to, char out[SPELLING_BYTES], bool *family) {
    *family = false;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        const char *from = to == SPELLING_AMERICAN ? stems[i].british : stems[i].american;
        if (*from != *word) {
            continue; /* nearly all of them: the table is long */
        }
        size_t len = strlen(from);
        if (strncmp(word, from, len) != 0 || !has_ending(stems[i].endings, word + len)) {
            continue;
        }
        if (to == SPELLING_BRITISH && stems[i].flags & TO_AMERICAN_ONLY) {
            return false;
        }
        int written = snprintf(out, SPELLING_BYTES, "%s%s",
                               to == SPELLING_AMERICAN ? stems[i].american : stems[i].british, word + len);
        return written < SPELLING_BYTES && strcmp(out, word) != 0;
    }
    *family = true;
    return to == SPELLING_AMERICAN ? convert_family(word, 's', 'z', out) : convert_family(word, 'z', 's', out);
}
