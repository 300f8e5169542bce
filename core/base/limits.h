/* Every ceiling, with its reason. Memory aborts when it runs out, so nothing from outside grows without one. */
#ifndef PROSED_LIMITS_H
#define PROSED_LIMITS_H

#define LIMIT_MESSAGE_BYTES  (64u << 20) /* one JSON-RPC message: a 20 MB document, escaped, in a didOpen */
#define LIMIT_HEADER_BYTES   8192u       /* the header block of one message: a few short lines are legal */
#define LIMIT_JSON_DEPTH     128u        /* cJSON recurses; the protocol nests about 10 deep */
#define LIMIT_DOCUMENT_BYTES (20u << 20) /* larger ones are opened by nobody: no person writes them */
#define LIMIT_HARVEST_BYTES  (2u << 20)  /* larger documents are served but not learned from: diff and parse time */
#define LIMIT_SETTINGS_BYTES (1u << 20)  /* a settings file */
#define LIMIT_ANSWER_BYTES   (1u << 20)  /* a model's answer: a rewrite of the longest passage is 20 kB */
#define LIMIT_FOLDER_DEPTH   64u         /* below a project's root: each has ignore files of its own to be read */
#define LIMIT_IGNORE_BYTES                                                                                             \
    (128u << 10)                      /* an ignore file: three thousand lines; a longer one leaves out all it could    \
                                       */
#define LIMIT_PREFERENCE_BYTES 2000u  /* one preference is a sentence */
#define LIMIT_PREFERENCES      64u    /* in one breakdown; more is a model gone wild */
#define LIMIT_UNION_BYTES      32768u /* what goes into one coalesce call */
#define LIMIT_CONFIRMED        16u    /* preferences that a passage is held against for hints: those that matter most */
#define LIMIT_HINTS            100u   /* in one document; nobody follows more at once */
#define LIMIT_HINT_QUESTIONS   200u   /* to a model in one look at a document; the next look goes on from there */
#define LIMIT_DIFF_COST        4000000u /* steps of one diff before it settles for a coarser one */

#define SAMPLE_WORDS_MIN         15u /* product.md, Watching */
#define SAMPLE_WORDS_MAX         400u
#define SAMPLE_CHANGED_WORDS_MIN 8u
#define PASTE_CHARACTERS_MIN     120u /* one insertion of this length was not typed */

#endif
