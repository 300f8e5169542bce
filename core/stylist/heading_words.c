/* Words that are surely no names: a list of ordinary ones (heading_words_table.c), and endings. Words that are far more
 * often a name ("Windows", "Mark", "Kubernetes") are not in it. */
#include "core/stylist/heading_words.h"

#include <string.h>

#define WORD_BYTES_MAX   32
#define ENDING_BYTES_MIN 4 /* of the word before the ending: "Beijing" and "Florence" are names, "measuring" is not */

static const char *const endings[] = {
    "tion",  "tions", "sion",  "sions", "ment",   "ments", "ness",  "ity",   "ities",  "able",  "ible",
    "ally",  "ously", "fully", "ingly", "ically", "ology", "ance",  "ences", "ence",   "ships", "ship",
    "ures",  "ized",  "ised",  "ating", "cting",  "nting", "rting", "sting", "pping",  "tting", "nning",
    "lling", "izing", "ising", "aging", "iling",  "aling", "ering", "oring", "uring",  "ading", "iding",
    "nding", "lding", "rding", "cking", "rking",  "nking", "asing", "ssing", "ashing", "shing", "ching",
    "ying",  "iving", "aving", "oving", "lying",  "ucing", "acing", "icing", "aming",  "iting"};
static const char *const names[] = {"providence",  "florence",     "constance", "clarence",   "lawrence",   "terrance",
                                    "renaissance", "christianity", "trinity",   "university", "reformation"};

static bool has_ending(const char *word, size_t len) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(word, names[i]) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (len >= ending + ENDING_BYTES_MIN && strcmp(word + len - ending, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const char *word, size_t len) {
    char key[WORD_BYTES_MAX + 2] = " ";
    memcpy(key + 1, word, len);
    key[len + 1] = ' ';
    return word[0] >= 'a' && word[0] <= 'z' && strstr(heading_words[word[0] - 'a'], key);
}

bool heading_words_have(const char *word, size_t len) {
    char lower[WORD_BYTES_MAX];
    for (size_t i = 1; i < len; i++) { /* "what's", "author's" */
        len = word[i] == '\'' || (word[i] & 0x80) ? i : len;
    }
    if (len == 0 || len >= sizeof lower) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
    }
    lower[len] = '\0';
    return has_ending(lower, len) || is_listed(lower, len);
}
