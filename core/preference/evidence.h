/* What samples show of a preference, and whether that is enough to follow it.
 *
 * Two kinds. Habits: places in a text where its writer had a choice (core/stylist), counted by trait and added up over
 * samples. Verdicts: what a model said of a sample, -2..2; 0 is "no occasion" and counts for nothing. In both, older
 * samples weigh less (half after ten newer ones), the newest alone decides nothing unless it is rich, and what goes
 * both ways is no preference. What nearly everybody does is none either: ordinary.c has how ordinary prose chooses.
 *
 * Measured: tests/real/README.md, "Authors". */
#ifndef PROSED_EVIDENCE_H
#define PROSED_EVIDENCE_H

#include "core/stylist/stylist.h"

#include <stdint.h>

#define EVIDENCE_SAMPLES 40 /* newest of a genre that are looked at: the next would weigh a sixteenth */
#define EVIDENCE_TRAITS  64
#define EVIDENCE_VERSION 1 /* of how places are counted; a sample counted by another is counted again */

/* The places of a text by trait and value, in the order of stylist_get_trait. A value that is counted by how often it
 * comes in so many words has one place a text. */
struct choices {
    struct measure traits[EVIDENCE_TRAITS];
};
void choices_count(const char *text, size_t len, enum format format, struct choices *out);
/* As a store keeps it: "1 contractions.use 12 spelling.british 3". The caller frees. */
char *choices_format(const struct choices *choices);
/* false: of another version, or NULL: to be counted again. What is not known by now is passed over. */
bool choices_parse(const char *text, struct choices *out);
/* The values that the text shows for itself: most of its places, and more than ordinary prose. Appends sentences. */
void choices_name(const struct choices *choices, struct list *preferences);

enum standing {
    STANDING_UNKNOWN,  /* nothing was ever seen */
    STANDING_EARLY,    /* too little to tell */
    STANDING_MIXED,    /* it goes both ways, or the other way */
    STANDING_ORDINARY, /* most writing does so */
    STANDING_HELD,     /* it may be followed */
};

struct habit { /* what a person is told: all places count once, however old */
    enum standing standing;
    unsigned places;  /* that show it */
    unsigned choices; /* where there was a choice */
    unsigned texts;   /* documents that had one */
    double strength;  /* 0..1: the lower bound of how surely it holds */
};

struct habits { /* of one genre; `struct habits h = {0};` is empty; fields are evidence.c's */
    struct habit_sum {
        double weights[TRAIT_VALUES_MAX];
        unsigned places[TRAIT_VALUES_MAX];
        unsigned documents;
        uint64_t last_document;
    } traits[EVIDENCE_TRAITS];
    unsigned samples;
};
/* Adds a sample; newest first. document: tells documents from each other; those of one come from one occasion. */
void habits_add(struct habits *habits, const struct choices *choices, const char *document);
/* A preference that speaks of a trait; else STANDING_UNKNOWN. */
struct habit habits_judge(const struct habits *habits, const char *preference);

struct verdicts { /* `struct verdicts v = {0};`; fields are evidence.c's */
    double weight;
    double sum;
    unsigned seen;
    unsigned count; /* with an occasion */
};
void verdicts_add(struct verdicts *verdicts, int score); /* newest first */
/* threshold: v, below which nothing is followed. */
enum standing verdicts_judge(const struct verdicts *verdicts, double threshold);

#endif
