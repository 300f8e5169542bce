/* What is named a secret, as people write it: a noun ("the password for the guest network", "das WLAN-Passwort", "le
 * code de la porte"), what joins it to its value ("is", ":", "lautet", "=>"), and the value. The less the joint says,
 * the more the value itself must look like no word of prose. All words are compared in lower case and without accents.
 */
#include "core/text/secret_find.h"
#include "core/text/secret_words.h"

#include "core/text/ascii.h"

#include <ctype.h>
#include <string.h>

enum joint { APART, BESIDE, SAYS, MARK }; /* "password X", "password is X", "password: X" */

static const char *const kind_names[] = {
    [SECRET_PASSWORD] = "a password",          [SECRET_CODE] = "a code",
    [SECRET_KEY] = "a key or token",           [SECRET_LOGIN] = "a login",
    [SECRET_CARD_CODE] = "the code of a card", [SECRET_RECOVERY] = "recovery codes"};

/* Nouns of one word; with "*" in front, what a word ends with. */

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

/* "48 29 13" and "482 913" are one value. */
static bool is_code(const struct secret_word *words, size_t count, size_t at, size_t least) {
    size_t digits = 0;
    for (size_t i = at; i < count && i < at + 4 && is_digits(&words[i], 1, 10); i++) {
        for (size_t k = 0; k < words[i].len; k++)
            digits += isdigit((unsigned char)words[i].text[k]) != 0;
        if (words[i].ends || words[i].trail == ',')
            break;
    }
    return digits >= least && digits <= 12;
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

static bool is_value(const struct secret_word *words, size_t count, size_t at, enum secret_noun kind, enum joint joint,
                     bool own) {
    const struct secret_word *word = &words[at];
    bool mixed = secret_is_mixed(word), quoted = word->lead == '"' && word->len >= 4 &&
                                                 !memchr(word->text, '/', word->len) &&
                                                 !secret_word_is(word, SECRET_NO_VALUES);
    bool placeholder = !word->len || ascii_is_one_of(*word->text, "<{[$%*/~"); /* or a path */
    if (placeholder)
        return false;
    switch (kind) {
    case SECRET_PASSWORD:
        if (mixed || (word->len >= 3 && joint == MARK && strpbrk(word->folded, "0123456789") && !is_digits(word, 1, 2)))
            return true;
        if (joint == BESIDE)
            return quoted && word->trail == '"' && is_plain(word) && !is_state(word);
        if (is_digits(word, 4, 12) || (quoted && word->trail == '"' && !is_state(word)) || is_phrase(words, count, at))
            return true;
        return is_plain(word) && word->len >= 4 && word->ends && !is_state(word) && (joint == MARK || own);
    case SECRET_CODE:
        return is_code(words, count, at, joint == BESIDE ? 4 : 3) ||
               (mixed && joint != BESIDE && strpbrk(word->folded, "0123456789"));
    case SECRET_CARD_CODE:
        return is_digits(word, 3, 4);
    case SECRET_KEY:
        return (mixed && word->len >= 8 && strpbrk(word->folded, "0123456789")) ||
               (mixed && joint == MARK && word->len >= 6) ||
               (word->len >= 20 && joint != BESIDE && !is_plain(word) && !memchr(word->text, '/', word->len));
    case SECRET_LOGIN:
        for (size_t i = at; i < count && i < at + 5; i++)
            if (secret_is_mixed(&words[i]) && i > at)
                return true;
            else if (memchr(words[i].text, '/', words[i].len) && words[i].text[0] != '/') {
                const char *slash = memchr(words[i].text, '/', words[i].len);
                struct secret_word rest = {.text = slash + 1,
                                           .len = (size_t)(words[i].text + words[i].len - slash - 1)};
                if (secret_is_mixed(&rest) && joint == MARK)
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

/* Behind a verb: the first word that is none of those that may stand there. */
static size_t skip_fillers(const struct secret_word *words, size_t count, size_t at, enum joint *joint) {
    *joint = is_mark(words[at].trail) ? MARK : SAYS;
    for (at++; at + 1 < count && (!words[at].len || (secret_word_is(&words[at], SECRET_FILLERS) && !words[at].ends));
         at++)
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
    bool aside = false; /* in parentheses */
    *joint = is_mark(words[at - 1].trail) ? MARK : APART;
    if (*joint || words[at - 1].trail == ',')
        return *joint ? at : count;
    for (size_t gap = 0; at < count && gap < GAP_MOST && (gap || !words[at - 1].ends); gap++, at++) {
        aside = aside || words[at].lead == '(';
        if (is_arrow(&words[at])) {
            *joint = MARK;
            return at + 1;
        }
        if (!aside && secret_word_is(&words[at], SECRET_VERBS))
            return skip_fillers(words, count, at, joint);
        if (!gap && (secret_is_mixed(&words[at]) || is_digits(&words[at], 3, 12) || words[at].lead == '"')) {
            *joint = BESIDE;
            return at;
        }
        if (gap && is_changed_to(words, at)) {
            *joint = SAYS;
            return at;
        }
        if (!aside && is_mark(words[at].trail)) {
            *joint = MARK;
            return at + 1;
        }
        if (words[at].ends || (!gap && !aside && !secret_word_is(&words[at], SECRET_PREPOSITIONS)))
            break;
        aside = aside && words[at].trail != ')';
    }
    return count;
}

/* "hunter2! is my password", "with hunter2 as the password". */
static bool has_value_before(const struct secret_word *words, size_t noun, enum secret_noun kind) {
    for (size_t back = 1; back <= 4 && back < noun; back++) {
        const struct secret_word *join = &words[noun - back], *value = join - 1;
        bool mixed = secret_is_mixed(value);
        if (join->ends || (value->ends && (!mixed || value->trail == '.')))
            return false;
        if (secret_word_is(join, SECRET_JOINS_BACK))
            return kind == SECRET_CODE       ? is_digits(value, 4, 10)
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

static enum secret_noun find_noun(const struct secret_word *words, size_t count, size_t at, size_t *used) {
    if (!strcmp(words[at].folded, "pass") && is_mark(words[at].trail)) { /* else it is a verb */
        *used = 1;
        return SECRET_PASSWORD;
    }
    return secret_noun_find(words + at, count - at, used);
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
        if (has_value_before(words, at, kind))
            return kind_names[kind];
        at += used - 1;
    }
    return NULL;
}
