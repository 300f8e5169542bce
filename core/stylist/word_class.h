/* Inside the stylist: closed classes of English words, as lists for reading_is_one_of, and what can be told of a word
 * by its ending. A parser is not needed for what is asked here: the classes that decide (determiners, pronouns,
 * auxiliaries, conjunctions, irregular participles) are closed, and any textbook of grammar lists them. */
#ifndef PROSED_WORD_CLASS_H
#define PROSED_WORD_CLASS_H

#include "core/stylist/reading.h"

extern const char class_determiners[];   /* a the this my no some each ... */
extern const char class_subjects[];      /* i you we they he she it ... */
extern const char class_conjunctions[];  /* behind them, or a comma, a clause of its own starts */
extern const char class_prepositions[];  /* in on at ... */
extern const char class_adverbs[];       /* that stand between an auxiliary and its verb */
extern const char class_participles[];   /* irregular: been gone written ... */
extern const char class_ditransitives[]; /* participles that keep an object in the passive: given shown called ... */
extern const char class_question_words[];
extern const char class_base_verbs[]; /* whose base is no participle */

/* "walked", "written": ends in -ed, or is irregular. */
bool word_is_participle(const struct reading *reading, const struct word *word);
/* Ends in -ly, or is one of class_adverbs. */
bool word_is_adverb(const struct reading *reading, const struct word *word);
/* "DO", "Not" inside a sentence: capitals that nothing of grammar asks for, so the word is stressed, or in a name. I is
 * none. */
bool word_is_raised(const struct reading *reading, const struct word *word);
/* The first word from `word` on that is no adverb, with nothing but spaces between; NULL if there is none. */
const struct word *word_skip_adverbs(const struct reading *reading, const struct word *word);
/* A clause starts with the word: it opens its sentence, or follows a conjunction or a mark. */
bool word_opens_clause(const struct reading *reading, const struct word *word);

#endif
