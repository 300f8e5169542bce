/* Stems with the endings they take ("colour": colours, coloured, colourful), and one rule with exceptions for the -ise
 * and -ize families, which are too many to list. */
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
    {"centre", "center", "- s d piece pieces", 0},
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
    {"paralyse", "paralyze", "- d s", 0},
    {"paralysing", "paralyzing", "-", 0},
    {"catalyse", "catalyze", "- d s", 0},
    /* -ogue, -ence, -ce */
    {"catalogue", "catalog", "- s", 0},
    {"analogue", "analog", noun, TO_AMERICAN_ONLY},
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
    {"aeroplane", "airplane", noun, 0},
    {"sceptic", "skeptic", "- s al ally ism", 0},
    {"cosy", "cozy", "-", 0},
    {"pyjamas", "pajamas", "-", 0},
    {"manoeuvre", "maneuver", "- s", 0},
    {"manoeuvred", "maneuvered", "-", 0},
    {"encyclopaedia", "encyclopedia", noun, TO_AMERICAN_ONLY},
    {"anaesthetic", "anesthetic", noun, 0},
    {"paediatric", "pediatric", "- s", 0},
    {"oestrogen", "estrogen", noun, 0},
    {"foetus", "fetus", "-", 0},
    {"storey", "story", "-", TO_AMERICAN_ONLY},
    {"storeys", "stories", "-", TO_AMERICAN_ONLY},
    {"draught", "draft", "- s y", TO_AMERICAN_ONLY},
    {"whilst", "while", "-", TO_AMERICAN_ONLY},
    {"amongst", "among", "-", TO_AMERICAN_ONLY},
    {"learnt", "learned", "-", TO_AMERICAN_ONLY},
    {"spelt", "spelled", "-", TO_AMERICAN_ONLY},
    {"spoilt", "spoiled", "-", TO_AMERICAN_ONLY},
    {"burnt", "burned", "-", TO_AMERICAN_ONLY},
    {"dreamt", "dreamed", "-", TO_AMERICAN_ONLY},
    {"judgement", "judgment", "- s al", 0},
    {"acknowledgement", "acknowledgment", noun, 0},
    {"ageing", "aging", "-", 0},
    {"artefact", "artifact", noun, 0},
    {"maths", "math", "-", 0},
    {"mum", "mom", "- s", 0},
    {"sulphur", "sulfur", "-", 0},
    {"yoghurt", "yogurt", noun, 0},
    {"doughnut", "donut", noun, TO_AMERICAN_ONLY},
    {"moustache", "mustache", noun, 0},
    {"phoney", "phony", "-", 0},
    {"tranquillity", "tranquility", "-", 0},
    {"speciality", "specialty", "-", TO_AMERICAN_ONLY},
    {"cancellable", "cancelable", "-", 0},
    {"sizeable", "sizable", "-", 0},
};

/* Words in -ise, -ised, -iser, -ises, -ising that nobody writes with z, up to the s. "*" in front: any beginning. */
static const char never_z[] =
    " advis readvis misadvis advertis aris ris wis *wis surpris exercis enterpris franchis disenfranchis enfranchis "
    "promis premis compromis compris devis revis supervis televis improvis despis demis excis incis circumcis concis "
    "precis imprecis expertis paradis treatis merchandis chastis appris vis repris anis ceris valis chemis exorcis mis "
    "cris iris pelvis trellis metropolis surmis pris denis elis sunris moonris uppris upris highris enterpris basis "
    "practis ";
/* And in -ize that nobody writes with s, up to the z. */
static const char never_s[] =
    " siz resiz downsiz upsiz oversiz rightsiz outsiz capsiz undersiz supersiz midsiz pint-siz priz seiz maiz baiz "
    "assiz friz ";
static const char *const family_endings[] = {"e", "ed", "es", "ing", "er", "ers", "ation", "ations", "ational", "able"};

static bool is_in(const char *list, const char *word, size_t len) {
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++) {
        size_t item_len = strcspn(at + 1, " ");
        if (item_len == len && strncmp(at + 1, word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* -ise or -ize: swaps the letter. word is long enough to have a stem before it. */
static bool convert_family(const char *word, char from, char to, char out[SPELLING_BYTES]) {
    size_t len = strlen(word);
    for (size_t i = 0; i < sizeof family_endings / sizeof *family_endings; i++) {
        size_t end_len = strlen(family_endings[i]);
        size_t at = len > end_len ? len - end_len - 1 : 0; /* where s or z stands */
        if (at < 3 || strcmp(word + at + 1, family_endings[i]) != 0 || word[at] != from || word[at - 1] != 'i') {
            continue;
        }
        bool never = from == 's' ? is_in(never_z, word, at + 1) : is_in(never_s, word, at + 1);
        /* noise, raise, guise, bruise, otherwise: a vowel or a w before the i */
        never = never || (from == 's' && strchr("aeouw", word[at - 2]));
        never = never || (from == 's' && strncmp(family_endings[i], "ation", 5) == 0 && at >= 7 &&
                          strncmp(word + at - 7, "improvis", 8) == 0);
        if (never || len >= SPELLING_BYTES || len < 6) {
            return false;
        }
        memcpy(out, word, len + 1);
        out[at] = to;
        return true;
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
