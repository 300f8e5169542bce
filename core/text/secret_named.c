/* What is named a secret, as people write it: a noun ("the password for the guest network", "das WLAN-Passwort", "le
 * code de la porte"), what joins it to its value ("is", ":", "lautet", "=>"), and the value. The less the joint says,
 * the more the value itself must look like no word of prose. All words are compared in lower case and without accents.
 */
#include "core/text/secret_find.h"
#include "core/text/secret_words.h"

#include "core/text/ascii.h"

#include <ctype.h>
#include <string.h>

enum joint { APART, FAR, BESIDE, SAYS, MARK }; /* "password we gave it is X", "password X", "... is X", "...: X" */

static const char *const kind_names[] = {
    [SECRET_PASSWORD] = "a password",          [SECRET_CODE] = "a code",
    [SECRET_KEY] = "a key or token",           [SECRET_LOGIN] = "a login",
    [SECRET_CARD_CODE] = "the code of a card", [SECRET_RECOVERY] = "recovery codes"};

/* --- values --- */

static bool is_digits(const struct secret_word *word, size_t least, size_t most) {
    size_t digits = 0;
    for (size_t i = 0; i < word->len; i++) {
        if (isdigit((unsigned char)word->text[i]))
            digits++;
        else if (word->text[i] != '-' && word->text[i] != '.' && word->text[i] != '#')
            return false;
    }
    return digits >= least && digits <= most;
}

bool secret_is_mixed(const struct secret_word *word) {
    size_t digits = 0, letters = 0, signs = 0, breaks = 0, dashes = 0, caps = 0, first = word->len;
    bool address = false;
    for (size_t i = 0; i < word->len; i++) {
        unsigned char c = (unsigned char)word->text[i];
        digits += isdigit(c) != 0;
        if (isdigit(c) && first == word->len)
            first = i;
        letters += isalpha(c) != 0 || c >= 0x80;
        caps += i && isupper(c) && islower((unsigned char)word->text[i - 1]);
        signs += ascii_is_one_of((char)c, "@#$%^&*+!?~|{}<>=\\;") != 0;
        dashes += c == '-';
        breaks += c == '/' || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '<' || c == '>';
        address = address || (c == '@' && i && memchr(word->text + i, '.', word->len - i));
    }
    if (word->len < 4 || breaks || address || secret_word_is(word, SECRET_KNOWN_NAMES))
        return false;
    if (word->text[0] == '$' || word->text[0] == '%' || word->text[0] == '@' || word->text[0] == '#' ||
        word->text[0] == '-')
        return false; /* a variable, a name, an option */
    if (dashes && first == 0 && word->folded[strspn(word->folded, "0123456789")] == '-' && digits <= 4 && !caps)
        return false; /* "16-byte" */
    if (strchr(word->folded, '.') && letters && digits &&
        (word->folded[0] == 'v' || isdigit((unsigned char)word->folded[0])))
        return false; /* a version */
    return letters && (digits || signs) && (word->len >= 5 || (digits && letters >= 2));
}

bool secret_is_strong(const struct secret_word *word) {
    size_t digits = 0, letters = 0, signs = 0, changes = 0;
    for (size_t i = 0; i < word->len; i++) {
        unsigned char c = (unsigned char)word->text[i], before = i ? (unsigned char)word->text[i - 1] : c;
        digits += isdigit(c) != 0;
        letters += isalpha(c) != 0 || c >= 0x80;
        changes += !isdigit(c) != !isdigit(before) || !isupper(c) != !isupper(before);
        signs += strchr("@#$%^&*+!?~_-", c) != NULL;
    }
    return word->len >= 6 && letters >= 2 && digits &&
           (digits >= 3 || (digits >= 2 && (signs || changes >= 4)) || signs >= 3);
}

/* "48 29 13" and "482 913" are one value. */
bool secret_is_code(const struct secret_word *words, size_t count, size_t at, size_t least, size_t most) {
    size_t digits = 0;
    for (size_t i = at; i < count && i < at + 4 && is_digits(&words[i], 1, 10); i++) {
        for (size_t k = 0; k < words[i].len; k++)
            digits += isdigit((unsigned char)words[i].text[k]) != 0;
        if (words[i].ends || words[i].trail == ',')
            break;
    }
    return digits >= least && digits <= most;
}

static bool is_plain(const struct secret_word *word) {
    for (size_t i = 0; i < word->len; i++)
        if (!isalpha((unsigned char)word->text[i]) && (unsigned char)word->text[i] < 0x80 &&
            !strchr("-'", word->text[i]))
            return false;
    return word->len > 0;
}

/* Told as a state, not as a value: "hashed", "verschlüsselt", "requise". */
static bool is_state(const struct secret_word *word) {
    static const char *const ends[] = {"ed",   "ing",   "ible", "able", "lich", "isch", "bar",  "los",
                                       "isee", "ee",    "ees",  "ado",  "ada",  "ido",  "ida",  "ato",
                                       "ata",  "ito",   "ita",  "uto",  "uta",  "baar", "lijk", "ive",
                                       "ly",   "ional", "ary",  "end",  "igt",  "ert",  "elt",  "rd"};
    size_t len = strlen(word->folded);
    if (secret_word_is(word, SECRET_NO_VALUES))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i]);
        if (len > end + 1 && !strcmp(word->folded + len - end, ends[i]))
            return true;
    }
    return !strncmp(word->folded, "ge", 2) && len > 4 && (word->folded[len - 1] == 't' || word->folded[len - 1] == 'n');
}

/* Four words and more in a row, with nothing between them that joins a sentence: a passphrase. */
static bool is_phrase(const struct secret_word *words, size_t count, size_t at) {
    size_t run = 0;
    while (at + run < count && is_plain(&words[at + run]) && !secret_word_is(&words[at + run], SECRET_NO_VALUES) &&
           !secret_word_is(&words[at + run], SECRET_PREPOSITIONS) && !secret_word_is(&words[at + run], SECRET_VERBS)) {
        run++;
        if (words[at + run - 1].ends || (words[at + run - 1].trail && words[at + run - 1].trail != '"'))
            break;
    }
    return run >= 4 && words[at + run - 1].ends;
}

/* "xxxxxx" */
static bool is_one_letter(const struct secret_word *word) {
    return strspn(word->folded, (char[]){word->folded[0], '\0'}) == strlen(word->folded) &&
           !isdigit((unsigned char)word->folded[0]);
}

static bool is_value(const struct secret_word *words, size_t count, size_t at, enum secret_noun kind, enum joint joint,
                     bool own) {
    const struct secret_word *word = &words[at];
    bool mixed = secret_is_mixed(word), quoted = word->lead == '"' && word->len >= 4 &&
                                                 !memchr(word->text, '/', word->len) &&
                                                 !secret_word_is(word, SECRET_NO_VALUES);
    bool placeholder = !word->len || ascii_is_one_of(*word->text, "<{[$%*/~") || is_one_letter(word); /* or a path */
    if (placeholder)
        return false;
    switch (kind) {
    case SECRET_PASSWORD:
        if (joint == FAR)
            return mixed && secret_is_strong(word);
        if (mixed || (word->len >= 3 && joint == MARK && strpbrk(word->folded, "0123456789") && !is_digits(word, 1, 2)))
            return true;
        if (joint == BESIDE)
            return quoted && word->trail == '"' && is_plain(word) && !is_state(word);
        if (is_digits(word, 4, 12) || (quoted && word->trail == '"' && !is_state(word)) || is_phrase(words, count, at))
            return true;
        return is_plain(word) && word->len >= 4 && word->ends && !is_state(word) && (joint == MARK || own);
    case SECRET_CODE:
        return secret_is_code(words, count, at, joint <= BESIDE ? 4 : 3, 12) ||
               (mixed && (joint > BESIDE || secret_is_strong(word)) && strpbrk(word->folded, "0123456789"));
    case SECRET_CARD_CODE:
        return is_digits(word, 3, 4);
    case SECRET_KEY:
        return (mixed && word->len >= 8 && strpbrk(word->folded, "0123456789")) ||
               (mixed && joint == MARK && word->len >= 6) ||
               (word->len >= 20 && joint > BESIDE && !is_plain(word) && !memchr(word->text, '/', word->len));
    case SECRET_LOGIN:
        for (size_t i = at; i < count && i < at + 5; i++)
            if (secret_is_mixed(&words[i]) && i > at)
                return true;
            else if (memchr(words[i].text, '/', words[i].len) && words[i].text[0] != '/') {
                const char *slash = memchr(words[i].text, '/', words[i].len);
                struct secret_word rest = {.text = slash + 1,
                                           .len = (size_t)(words[i].text + words[i].len - slash - 1)};
                if (secret_is_mixed(&rest) && (joint == MARK || secret_is_strong(&rest)))
                    return true;
            }
        return false;
    default:
        return false;
    }
}

/* --- nouns --- */

static bool is_mark(char c) {
    return c == ':' || c == '=';
}

static bool is_arrow(const struct secret_word *word) {
    static const char *const arrows[] = {"->", "=>", "-->", "\xe2\x86\x92", "\xe2\x87\x92"};
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
        if (word->len == strlen(arrows[i]) && !strncmp(word->text, arrows[i], word->len))
            return true;
    return word->len == 0 ? is_mark(word->trail) : word->len == 1 && *word->text == '-' && word->trail == '>';
}

/* "est le 7204": an article only in front of what no word is. */
static bool is_filler(const struct secret_word *words, size_t at) {
    bool article = secret_word_is(&words[at], SECRET_ARTICLES);
    return !words[at].ends && (secret_word_is(&words[at], SECRET_FILLERS) ||
                               (article && (secret_is_mixed(&words[at + 1]) || is_digits(&words[at + 1], 3, 12))));
}

/* Behind a verb: the first word that is none of those that may stand there. */
static size_t skip_fillers(const struct secret_word *words, size_t count, size_t at, enum joint *joint) {
    *joint = is_mark(words[at].trail) ? MARK : SAYS;
    for (at++; at + 1 < count && (!words[at].len || is_filler(words, at)); at++)
        if (is_mark(words[at].trail))
            *joint = MARK;
    return at;
}

/* "changed to X", "auf X geändert". */
static bool is_changed_to(const struct secret_word *words, size_t at) {
    return secret_word_is(&words[at - 1], SECRET_CHANGED_TO) &&
           (secret_is_mixed(&words[at]) || is_digits(&words[at], 4, 12));
}

/* The place of the value behind a noun that ends at `at`, and how it is joined; count: none. */
static size_t find_value(const struct secret_word *words, size_t count, size_t at, enum joint *joint) {
    enum { GAP_MOST = 9 };
    bool aside = false, far = false; /* in parentheses; behind words that may be about anything */
    *joint = is_mark(words[at - 1].trail) ? MARK : APART;
    bool says = at < count && !strcmp(words[at].folded, "c'est"); /* "le mot de passe, c'est X" */
    if (*joint || (words[at - 1].trail == ',' && !says))
        return *joint ? at : count;
    for (size_t gap = 0; at < count && gap < GAP_MOST && (gap || !words[at - 1].ends || words[at - 1].trail == '?');
         gap++, at++) {
        aside = aside || (words[at].lead == '(' && words[at].text[words[at].len] != ')');
        if (is_arrow(&words[at])) {
            *joint = far ? FAR : MARK;
            return at + 1;
        }
        if (!aside && secret_word_is(&words[at], SECRET_VERBS)) {
            far = far || strchr(words[at].folded, '\''); /* "the password's length" */
            at = skip_fillers(words, count, at, joint);
            *joint = far ? FAR : *joint;
            return at;
        }
        if (!gap && (secret_is_mixed(&words[at]) || is_digits(&words[at], 3, 12) || words[at].lead == '"')) {
            *joint = BESIDE;
            return at;
        }
        if (gap && is_changed_to(words, at)) {
            *joint = SAYS;
            return at;
        }
        if (!aside && is_mark(words[at].trail)) {
            *joint = far ? FAR : MARK;
            return at + 1;
        }
        if (words[at].ends)
            break;
        far = far || (!gap && !aside && !secret_word_is(&words[at], SECRET_PREPOSITIONS));
        aside = aside && words[at].trail != ')';
    }
    return count;
}

/* "482 913", "G-482913", in front of `end`. */
static bool is_code_before(const struct secret_word *words, size_t end) {
    const struct secret_word *value = &words[end - 1];
    bool prefixed = value->len >= 6 && isupper((unsigned char)value->text[0]) && value->text[1] == '-';
    struct secret_word rest = {.text = value->text + 2, .len = value->len - 2};
    return is_digits(value, 4, 10) || (prefixed && is_digits(&rest, 4, 8)) ||
           (end > 1 && is_digits(value, 2, 4) && is_digits(value - 1, 2, 4) && !value[-1].ends && !value[-1].trail);
}

/* "hunter2! is my password", "with hunter2 as the password". */
static bool has_value_before(const struct secret_word *words, size_t noun, enum secret_noun kind) {
    for (size_t back = 1; back <= 4 && back < noun; back++) {
        const struct secret_word *join = &words[noun - back], *value = join - 1;
        bool mixed = secret_is_mixed(value);
        if (join->ends || (value->ends && (!mixed || value->trail == '.')))
            return false;
        if (secret_word_is(join, SECRET_JOINS_BACK))
            return kind == SECRET_CODE       ? is_code_before(words, noun - back)
                   : kind == SECRET_PASSWORD ? mixed
                                             : kind == SECRET_KEY && mixed && value->len >= 8;
    }
    return false;
}

/* A word of two groups or more, with a digit in it; or digits alone. */
static bool is_recovery_code(const struct secret_word *word) {
    size_t digits = 0, dashes = 0;
    for (size_t i = 0; i < word->len; i++) {
        if (!isalnum((unsigned char)word->text[i]) && word->text[i] != '-')
            return false;
        digits += isdigit((unsigned char)word->text[i]) != 0;
        dashes += word->text[i] == '-';
    }
    return (digits >= 2 && word->len >= 8) || (digits && dashes && word->len >= 9) || digits >= 6;
}

static bool has_around(const struct secret_word *words, size_t count, size_t at, enum secret_list list) {
    for (size_t i = at > 8 ? at - 8 : 0; i < count && i < at + 8; i++)
        if (i != at && secret_word_is(&words[i], list))
            return true;
    return false;
}

/* Something that opens, or a sender of codes, is named in the same sentence. */
static bool is_code_that_opens(const struct secret_word *words, size_t count, size_t at) {
    enum { AROUND = 12 };
    if (!secret_word_is(&words[at], SECRET_CODES))
        return false;
    for (size_t i = at ? at - 1 : 0; i < count && i <= at + 2 && (i <= at || !words[i - 1].ends); i++)
        if (secret_word_is(&words[i], SECRET_OTHER_CODES)) /* "error code", "Fehlercode", "code d'erreur" */
            return false;
    if (strlen(words[at].folded) > 6 && secret_word_opens(&words[at]))
        return true;
    size_t ends = 0; /* "The alarm is by the door. The code is 4471." */
    for (size_t i = at; i > 0 && at - i < AROUND && (ends += words[i - 1].ends) < 2; i--)
        if (secret_word_opens(&words[i - 1]))
            return true;
    for (size_t i = at; i + 1 < count && i - at < AROUND && !words[i].ends; i++)
        if (secret_word_opens(&words[i + 1]))
            return true;
    return false;
}

static bool is_behind_user(const struct secret_word *words, size_t at) {
    for (size_t back = 1; back <= 4 && back <= at; back++)
        if (!strcmp(words[at - back].folded, "user") || !strcmp(words[at - back].folded, "username") ||
            !strcmp(words[at - back].folded, "login"))
            return true;
    return false;
}

static enum secret_noun find_noun(const struct secret_word *words, size_t count, size_t at, size_t *used) {
    bool alone = at == 0 || words[at - 1].ends || words[at - 1].line != words[at].line;
    if ((!strcmp(words[at].folded, "pass") &&
         (is_mark(words[at].trail) || (at + 1 < count && is_arrow(&words[at + 1])) || is_behind_user(words, at))) ||
        (!strcmp(words[at].folded, "clave") && is_mark(words[at].trail) && alone)) { /* else it is a verb, or any key */
        *used = 1;
        return SECRET_PASSWORD;
    }
    enum secret_noun kind = secret_noun_find(words + at, count - at, used);
    if (!kind && secret_word_is(&words[at], SECRET_NETWORK_KEYS) && has_around(words, count, at, SECRET_NETWORKS))
        kind = SECRET_PASSWORD;
    if (!kind && is_code_that_opens(words, count, at))
        kind = SECRET_CODE;
    *used = *used ? *used : 1;
    return kind;
}

/* "Passwords: mail X, bank Y". */
static bool is_in_list(const struct secret_word *words, size_t count, size_t at) {
    for (size_t i = at; i < count && i < at + 4 && (i == at || !words[i - 1].ends); i++)
        if (secret_is_mixed(&words[i]) && secret_is_strong(&words[i]))
            return true;
    return false;
}

const char *secret_find_named(const struct secret_word *words, size_t count) {
    for (size_t at = 0; at < count; at++) {
        size_t used;
        enum secret_noun kind = find_noun(words, count, at, &used);
        if (!kind)
            continue;
        if (kind == SECRET_RECOVERY) {
            for (size_t i = at + used; i < count && i < at + used + 40; i++)
                if (is_recovery_code(&words[i]) && secret_is_mixed(&words[i]) + is_digits(&words[i], 6, 16))
                    return kind_names[kind];
            kind = SECRET_CODE;
        }
        enum joint joint;
        size_t value = find_value(words, count, at + used, &joint);
        bool own = at > 0 && secret_word_is(&words[at - 1], SECRET_OWNERS);
        if (joint && value < count && is_value(words, count, value, kind, joint, own))
            return kind_names[kind];
        if (joint == MARK && kind == SECRET_PASSWORD && is_in_list(words, count, value))
            return kind_names[kind];
        if (has_value_before(words, at, kind))
            return kind_names[kind];
        at += used - 1;
    }
    return NULL;
}
