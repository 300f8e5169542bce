/* The table of settings, for the config_*.c files only. */
#ifndef PROSED_CONFIG_TABLE_H
#define PROSED_CONFIG_TABLE_H

#include "core/config/config.h"

enum setting_type {
    SETTING_BOOL,   /* bool */
    SETTING_INT,    /* int or int64_t, between min and max */
    SETTING_NUMBER, /* double, between min and max */
    SETTING_CHOICE, /* int: index in choices, which go from least to most */
    SETTING_WORD,   /* char *, one of choices */
    SETTING_TEXT,   /* char * or NULL; what passes check, if there is one */
    SETTING_OBJECT, /* char * or NULL: a JSON object as text */
    SETTING_GLOBS,  /* struct list, grows */
    SETTING_GENRES, /* genres and genre_count, grows */
};

struct setting {
    const char *name;     /* of model settings only what follows "model.", "model.write." and "model.learn." */
    const char *fallback; /* the default, as JSON; NULL: none */
    const char *help;
    const char *const *choices; /* ended by NULL */
    /* What must be true of a text, and how to say so when it is not ("must be ..."). */
    bool (*check)(const char *text);
    const char *check_help;
    enum setting_type type;
    size_t offset; /* in struct config; of model settings, in struct model_settings */
    size_t size;
    double min;
    double max;
    bool is_model;
    bool in_project; /* a project may set it, to something lower */
};

/* Which models a name is about. All settings that are no model's have ROLE_BOTH alone. */
enum setting_role { ROLE_BOTH, ROLE_WRITE, ROLE_LEARN, ROLE_COUNT };

extern const struct setting settings_table[];
extern const size_t settings_count;

/* "model.write.url"; the caller frees. NULL: this setting has no such role. */
char *setting_format_name(const struct setting *setting, enum setting_role role);
/* NULL if there is none of this name. */
const struct setting *setting_find(const char *name, enum setting_role *role);
/* Whether some setting is called "name.something": name is the object around it. */
bool setting_is_group(const char *name);
/* The name nearest to what was written, if one is near; the caller frees. */
char *setting_find_nearest(const char *name);

/* The memory of one setting: two places for one of both models. Returns how many. */
size_t setting_get_fields(const struct setting *setting, enum setting_role role, struct config *config,
                          void *fields[2]);

/* "a whole number from 1 to 20", "true or false": appended. */
void setting_format_allowed(const struct setting *setting, struct buf *out);

#endif
