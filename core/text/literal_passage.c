/* Whole passages that are no prose of their author's: licences, by sentences that every lawyer copies, and in plain
 * text what has no grammar: tables, logs, output, synopses. */
#include "core/text/ascii.h"
#include "core/text/literal.h"

#include <strings.h>

#define SHOUTED_WORDS_MIN 5
#define WORDS_PER_GRAMMAR 14 /* running English has a word of grammar in every two or three */

/* Words with single spaces; white space in the text may be any. */
static const char *const licence_phrases[] = {
    "permission is hereby granted",
    "permission to use, copy, modify",
    "permission is granted to",
    "the above copyright notice",
    "the software is provided",
    "software is provided \"as is\"",
    "this software is provided",
    "redistribution and use in source and binary",
    "redistributions of source code must",
    "redistributions in binary form must",
    "licensed under the apache license",
    "you may not use this file except in compliance",
    "you may obtain a copy of the license",
    "unless required by applicable law",
    "this program is free software",
    "this library is free software",
    "the terms of the gnu",
    "this program is distributed in the hope",
    "you should have received a copy of the gnu",
    "without warranty of any kind",
    "without even the implied warranty",
    "neither the name of",
    "prior written permission",
    "endorse or promote products",
    "your license ends",
    "licenses you to",
    "the licensor",
    "the licensee",
    "this license",
    "derivative works",
    "in no event shall",
    "all rights reserved",
    "copyright (c)",
    "copyright \xc2\xa9",
    "verbatim copies of this license",
};

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool matches(const char *data, size_t len, size_t offset, const char *phrase) {
    for (; *phrase; phrase++) {
        if (*phrase == ' ') {
            size_t start = offset;
            while (offset < len && is_space(data[offset])) {
                offset++;
            }
            if (offset == start) {
                return false;
            }
        } else if (offset == len || strncasecmp(data + offset++, phrase, 1) != 0) {
            return false;
        }
    }
    return true;
}

static bool is_shouted(const char *data, size_t len) {
    size_t words = 0, shouted = 0;
    for (size_t i = 0; i < len;) {
        size_t start = i, lower = 0;
        for (; i < len && ascii_is_letter(data[i]); i++) {
            lower += data[i] >= 'a' && data[i] <= 'z';
        }
        words += i > start + 1;
        shouted += i > start + 1 && lower == 0;
        i += i == start;
    }
    return words >= SHOUTED_WORDS_MIN && shouted * 5 >= words * 3;
}

bool literal_is_licence(const char *data, size_t len) {
    for (size_t i = 0; i < len; i++) {
        bool starts = ascii_is_letter(data[i]) && (i == 0 || !ascii_is_letter(data[i - 1]));
        for (size_t j = 0; starts && j < sizeof licence_phrases / sizeof *licence_phrases; j++) {
            if (strncasecmp(data + i, licence_phrases[j], 1) == 0 && matches(data, len, i, licence_phrases[j])) {
                return true;
            }
        }
    }
    return is_shouted(data, len);
}

/* "2024-01-05 10:00", "10:00:01", "[12:00:01]", "Jan  5 10:00:01" at the start of a line. */
static bool is_stamp(const char *line, size_t len) {
    size_t at = len > 0 && ascii_is_one_of(line[0], "[(") ? 1 : 0;
    size_t digits = 0, signs = 0, colons = 0;
    if (len > at + 7 && ascii_is_letter(line[at]) && ascii_is_letter(line[at + 2]) &&
        ascii_is_one_of(line[at + 3], " ")) {
        at += 4;
    }
    for (; at < len && (ascii_is_digit(line[at]) || ascii_is_one_of(line[at], "-:/.T, ")); at++) {
        digits += ascii_is_digit(line[at]);
        signs += ascii_is_one_of(line[at], "-:/");
        colons += line[at] == ':';
    }
    return digits >= 4 && signs >= 2 && colons > 0;
}

/* "Content-Type: " */
static bool is_field(const char *line, size_t len) {
    size_t at = 0;
    while (at < len && (ascii_is_letter(line[at]) || line[at] == '-')) {
        at++;
    }
    return at > 1 && at + 1 < len && line[0] >= 'A' && line[0] <= 'Z' && line[at] == ':' && line[at + 1] == ' ';
}

/* "Reading files::   How to read them", "-- Macro: name": entries of a manual. */
static bool is_entry(const char *line, size_t len) {
    if (len > 3 && memcmp(line, "-- ", 3) == 0 && memchr(line, ':', len)) {
        return true;
    }
    for (size_t i = 1; i + 1 < len; i++) {
        if (memcmp(line + i, "::", 2) == 0) {
            return i + 2 == len || (i + 3 < len && line[i + 2] == ' ' && line[i + 3] == ' ') || line[i + 2] == '\t';
        }
    }
    return false;
}

bool literal_is_record(const char *data, size_t len) {
    size_t lines = 0, stamps = 0, fields = 0;
    for (size_t start = 0; start < len;) {
        const char *newline = memchr(data + start, '\n', len - start);
        size_t end = newline ? (size_t)(newline - data) : len;
        if (lines++ == 0 && is_entry(data, end)) {
            return true;
        }
        stamps += is_stamp(data + start, end - start);
        fields += is_field(data + start, end - start);
        start = end + 1;
    }
    return lines > 0 && (stamps == lines || (lines > 1 && fields == lines));
}

/* Articles, pronouns, prepositions and auxiliaries of English, German, French, Spanish, Italian and Dutch. */
static const char grammar[] =
    " the a an of to and in is are was were be been it its that this these those for with on at by from as or but not "
    "you we they he she i his her their our your my me us him them has have had will would can could should may must "
    "do does did if when which who what there here than so no all any some each every more most very how why where "
    "into about up out let one then also only just yet nor hers ours don't doesn't isn't it's i'm we're you're "
    "der die das ein eine und ist nicht mit von zu den dem des im auf ich wir sie er es f\xc3\xbcr sich auch "
    "le la les un une et est pas des du de que qui dans pour sur avec nous vous il elle je ce "
    "el los las y es no en por con para su lo se del al gli che di non per sono "
    "het een van niet met op te zijn dat voor aan ook ";

static bool is_grammar(const char *word, size_t len) {
    char key[16] = " ";
    if (len == 0 || len + 2 >= sizeof key) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        key[i + 1] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
    }
    key[len + 1] = ' ';
    return strstr(grammar, key) != NULL;
}

/* Figures, signs and columns: what a program prints. */
static bool looks_printed(const char *data, size_t len) {
    for (size_t i = 0; i < len; i++) {
        bool column = data[i] == ' ' && i + 2 < len && data[i + 1] == ' ' && data[i + 2] != '\n' && i > 0 &&
                      !ascii_is_one_of(data[i - 1], ".?!:");
        if (ascii_is_digit(data[i]) || data[i] == '\t' || column || ascii_is_one_of(data[i], "+=<>|_/\\[]{}$")) {
            return true;
        }
    }
    return false;
}

bool literal_is_prose(const char *data, size_t len) {
    size_t words = 0, known = 0;
    bool other = false;
    for (size_t i = 0; i < len;) {
        size_t start = i;
        while (i < len && (ascii_is_letter(data[i]) || ascii_is_other(data[i]) ||
                           (data[i] == '\'' && i > start && i + 1 < len && ascii_is_letter(data[i + 1])))) {
            other = other || ((unsigned char)data[i] >= 0xd0 && (unsigned char)data[i] < 0xe2);
            i++;
        }
        words += i > start;
        known += is_grammar(data + start, i - start);
        i += i == start;
    }
    return other ||
           (known > 0 ? known * WORDS_PER_GRAMMAR >= words : words < WORDS_PER_GRAMMAR && !looks_printed(data, len));
}
