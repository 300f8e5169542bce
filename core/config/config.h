/* Settings. config_table.c has one row for each (name, type, default, what is allowed, who may set it, help), from
 * which the parser, the JSON Schema and the help come.
 *
 * Layers, later ones win: defaults, $XDG_CONFIG_HOME/prosed/config.json, the editor's, a project's .prosed.json. A
 * project can only narrow: turn learning off, make suggestions and completions rarer than the person has them, exclude
 * more files, and name genres. The globs of exclude add up over the layers. */
#ifndef PROSED_CONFIG_H
#define PROSED_CONFIG_H

#include "core/base/buf.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/model/provider.h"

enum config_source { CONFIG_USER, CONFIG_EDITOR, CONFIG_PROJECT };
enum completion_trigger { TRIGGER_MANUAL, TRIGGER_IDLE, TRIGGER_TYPING };
enum learn_typing { LEARN_TYPING_KEYS, LEARN_TYPING_SIZE }; /* core/document/typing.h */
enum store_where { STORE_WHERE_DATA, STORE_WHERE_PROJECT };
enum suggest_when { SUGGEST_OFF, SUGGEST_DEMAND, SUGGEST_SAVE };

struct genre_rule {
    char *glob; /* of the path inside the project */
    char *genre;
};

struct config { /* all strings owned; read freely, change only through config_* */
    struct model_settings write;
    struct model_settings learn;
    bool learn_enabled;
    double learn_quiet_s;
    enum learn_typing learn_typing;
    int learn_steps;
    double learn_threshold; /* < 0: by the learning model's name */
    int learn_related;
    bool learn_examples;
    bool learn_speculate;
    int64_t learn_daily_tokens;     /* 0: no cap */
    enum suggest_when suggest_when; /* rarer is lower, as in completion_trigger */
    enum completion_trigger completion_trigger;
    int completion_idle_ms;
    int rewrite_max_words;
    enum store_where store_place; /* core/store/store.h; the person's settings alone */
    struct genre_rule *genres;    /* the first whose glob matches counts; those of later layers come first */
    size_t genre_count;
    struct list exclude;
    struct list learn_from; /* addresses, or globs of them */
    int log_level;          /* enum log_level */
};

struct config *config_create(void); /* the defaults */
void config_destroy(struct config *config);
struct config *config_copy(const struct config *config);
/* Applies what is right, and appends one line for each thing that is wrong, which says what to do: "learn.quietS:
 * unknown; did you mean learn.quiet_s?". What is wrong changes nothing; null and "" leave a setting as it was.
 * settings: an object, nested ("learn": {"quiet_s": 5}) or flat ("learn.quiet_s": 5). model.* sets model.write.* and
 * model.learn.* too, and these win over it in the same layer, whatever the order. Values that may be secret are never
 * repeated. */
void config_apply(struct config *config, const cJSON *settings, enum config_source source, struct list *problems);
/* Reads and applies a file, comments and trailing commas allowed; one that is not there is fine. Problems begin with
 * the path. A project's file that is a link out of its folder is not read. */
void config_load(struct config *config, const char *path, enum config_source source, struct list *problems);
cJSON *config_format_schema(void);                        /* JSON Schema of all settings */
void config_format_help(struct buf *out);                 /* a table for people: name, default, help */
double config_get_threshold(const struct config *config); /* v: as set, or by the name of the learning model */

#endif
