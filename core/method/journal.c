/* The journal of one job.
 *
 * Answers are kept sorted by key, each in its own block of memory, so that what journal_ask lends out stays where it is
 * while more answers are added. A wanted question is copied whole: the method's own variables are gone by the time it
 * is asked. */
#include "core/method/journal.h"

#include "core/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    char *key;
    char *text;
    struct journal_answer answer; /* borrows text */
};

struct noted {
    char *key;
    struct question *question; /* a copy */
};

enum { TALLIES = 2, HOPELESS = 3 }; /* of inferences and verdicts; so many unreadable in a row */

struct journal {
    struct entry **entries; /* by key */
    size_t count;
    size_t capacity;
    struct noted *noted; /* in the order they were asked */
    size_t noted_count;
    size_t noted_capacity;
    struct {
        size_t asked, read;
    } tallies[TALLIES];
};

struct journal *journal_create(void) {
    return mem_alloc(sizeof(struct journal));
}

void journal_destroy(struct journal *journal) {
    if (!journal)
        return;
    journal_clear_wanted(journal);
    free(journal->noted);
    for (size_t i = 0; i < journal->count; i++) {
        free(journal->entries[i]->key);
        free(journal->entries[i]->text);
        free(journal->entries[i]);
    }
    free(journal->entries);
    free(journal);
}

/* The place of key in the sorted entries; *found says whether it is there or would have to go there. */
static size_t find_entry(const struct journal *journal, const char *key, bool *found) {
    size_t low = 0, high = journal->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(journal->entries[middle]->key, key);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *found = false;
    return low;
}

void journal_add(struct journal *journal, const char *key, const char *answer, bool cut_off) {
    bool found;
    size_t place = find_entry(journal, key, &found);
    if (found)
        return; /* the first answer holds: decisions were taken on it */
    struct entry *entry = mem_alloc(sizeof *entry);
    entry->key = mem_copy_text(key);
    entry->text = mem_copy_text(answer);
    entry->answer = (struct journal_answer){.text = entry->text, .cut_off = cut_off};
    MEM_RESERVE(journal->entries, journal->count, journal->capacity);
    memmove(journal->entries + place + 1, journal->entries + place, (journal->count - place) * sizeof(struct entry *));
    journal->entries[place] = entry;
    journal->count++;
}

bool journal_has(const struct journal *journal, const char *key) {
    bool found;
    find_entry(journal, key, &found);
    return found;
}

const struct journal_answer *journal_ask(struct journal *journal, const char *key, const struct question *question) {
    bool found;
    size_t place = find_entry(journal, key, &found);
    if (found)
        return &journal->entries[place]->answer;
    for (size_t i = 0; i < journal->noted_count; i++)
        assert(strcmp(journal->noted[i].key, key) != 0); /* two places of a method share a key */
    MEM_RESERVE(journal->noted, journal->noted_count, journal->noted_capacity);
    struct noted *noted = &journal->noted[journal->noted_count++];
    noted->key = mem_copy_text(key);
    noted->question = question_copy(question);
    return NULL;
}

size_t journal_count_wanted(const struct journal *journal) {
    return journal->noted_count;
}

struct wanted journal_get_wanted(const struct journal *journal, size_t index) {
    assert(index < journal->noted_count);
    return (struct wanted){.key = journal->noted[index].key, .question = journal->noted[index].question};
}

void journal_clear_wanted(struct journal *journal) {
    for (size_t i = 0; i < journal->noted_count; i++) {
        free(journal->noted[i].key);
        question_destroy(journal->noted[i].question);
    }
    journal->noted_count = 0;
    memset(journal->tallies, 0, sizeof journal->tallies);
}

static const char *const tallied[] = {"infer/", "verify/"};

void journal_note_read(struct journal *journal, const char *key, bool readable) {
    for (size_t i = 0; i < TALLIES; i++) {
        if (strncmp(key, tallied[i], strlen(tallied[i])) == 0) {
            journal->tallies[i].asked++;
            journal->tallies[i].read += readable;
        }
    }
}

bool journal_is_unusable(const struct journal *journal, bool done) {
    for (size_t i = 0; i < TALLIES; i++) {
        if (journal->tallies[i].asked >= (done ? 1 : HOPELESS) && !journal->tallies[i].read)
            return true;
    }
    return false;
}
