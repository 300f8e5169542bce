/* What opens with what, and what is to be typed in, without any noun for it: "the safe opens with 4821", "press 8651 on
 * the keypad", "use 482 913 to verify your account". A verb, a value that is no word, and something in the same
 * sentence that opens or asks for such a value. */
#include "core/text/secret_find.h"
#include "core/text/secret_words.h"

#include <string.h>

enum { AROUND = 12 };

static bool is_among(const char *folded, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(folded, list[i]))
            return true;
    return false;
}
#define IS_AMONG(word, list) is_among((word)->folded, list, sizeof list / sizeof *list)

/* By stems. */
static bool asks(const struct secret_word *word) {
    static const char *const stems[] = {"verif", "confirm", "conferm", "bestatig", "bevestig", "identifi", "anmeld"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (!strncmp(word->folded, stems[i], strlen(stems[i])))
            return true;
    return secret_word_opens(word) || secret_word_is(word, SECRET_CODES);
}

static bool is_end(const struct secret_word *word) {
    return word->ends && word->trail != ';';
}

static bool is_asked_for(const struct secret_word *words, size_t count, size_t at,
                         bool (*holds)(const struct secret_word *)) {
    for (size_t i = at; i > 0 && at - i < AROUND && !is_end(&words[i - 1]); i--)
        if (holds(&words[i - 1]))
            return true;
    for (size_t i = at; i + 1 < count && i - at < AROUND && !is_end(&words[i]); i++)
        if (holds(&words[i + 1]))
            return true;
    return false;
}

/* "password", "password-protected". */
static bool is_about_passwords(const struct secret_word *word) {
    static const char *const stems[] = {"password", "passwort", "kennwort", "wachtwoord", "contrasen", "mdp"};
    size_t used;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (!strncmp(word->folded, stems[i], strlen(stems[i])))
            return true;
    return secret_noun_find(word, 1, &used) == SECRET_PASSWORD;
}

/* "Sign in with admin and X". The word behind it can be looked at: a sentence follows. */
static bool is_signing_in(const struct secret_word *word) {
    static const char *const words[] = {"login",    "logon",     "anmelden", "melde",  "meld",  "inloggen",
                                        "connecte", "connectez", "entra",    "accedi", "inicia"};
    static const char *const verbs[] = {"sign", "log", "logge", "logged", "signed"};
    static const char *const particles[] = {"in", "on", "into", "dich", "mich"};
    return IS_AMONG(word, words) || (IS_AMONG(word, verbs) && !word->ends && IS_AMONG(word + 1, particles));
}

static bool is_year(const struct secret_word *word) {
    return word->len == 4 && (!strncmp(word->text, "19", 2) || !strncmp(word->text, "20", 2));
}

const char *secret_find_opening(const struct secret_word *words, size_t count) {
    static const char *const opens[] = {
        "locked",  "verschlossen", "verriegelt", "ferme",      "cerrado",   "chiuso",  "gesloten",  "open",
        "opens",   "unlock",       "unlocks",    "opened",     "unlocked",  "offnet",  "entsperrt", "ouvre",
        "s'ouvre", "deverrouille", "abre",       "desbloquea", "apre",      "sblocca", "opent",     "ontgrendelt",
        "geht",    "gaat",         "entsperre",  "sblocco",    "desbloqueo"};
    static const char *const and[] = {"and", "und", "et", "y", "e", "en", "/"};
    static const char *const with[] = {"with", "by", "mit", "avec", "con", "met"};
    static const char *const types[] = {
        "press",    "enter",   "type",     "dial",     "punch",     "use",   "tippe",     "tippen",
        "gib",      "drucke",  "nutze",    "verwende", "verwenden", "tape",  "tapez",     "compose",
        "composez", "utilise", "utilisez", "saisis",   "saisissez", "marca", "introduce", "teclea",
        "usa",      "utiliza", "digita",   "digitare", "inserisci", "toets", "gebruik",   "voer"};
    for (size_t at = 1; at < count; at++) {
        const struct secret_word *verb = &words[at - 1];
        bool with_it = at > 1 && IS_AMONG(verb, with) && !verb->ends &&
                       (IS_AMONG(&words[at - 2], opens) || (at > 2 && IS_AMONG(&words[at - 3], opens)));
        bool typed = IS_AMONG(verb, types) && !verb->ends;
        bool code = secret_is_code(words, count, at, 4, 8) && !is_year(&words[at]);
        bool strong = secret_is_mixed(&words[at]) && secret_is_strong(&words[at]);
        typed = typed || (at > 1 && !strcmp(verb->folded, "in") && IS_AMONG(&words[at - 2], types));
        if (with_it && (code || strong) && is_asked_for(words, count, at, asks))
            return code ? "a code" : "a password";
        if (typed && code && is_asked_for(words, count, at, asks))
            return "a code";
        if (strong && ((typed && is_asked_for(words, count, at, is_about_passwords)) ||
                       (IS_AMONG(verb, and) && !verb->ends && is_asked_for(words, count, at, is_signing_in))))
            return "a password";
    }
    return NULL;
}
