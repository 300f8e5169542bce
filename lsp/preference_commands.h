/* The commands on preferences: prosed.preferences and prosed.preferences.*. */
#ifndef PROSED_PREFERENCE_COMMANDS_H
#define PROSED_PREFERENCE_COMMANDS_H

#include "lsp/commands.h"

run_command command_preferences;      /* {markdown, items} */
run_command command_preferences_add;  /* {id} */
run_command command_preferences_edit; /* this and the following: null */
run_command command_preferences_forget;
run_command command_preferences_mute;
run_command command_preferences_pin;
run_command command_preferences_promote;
run_command command_preferences_unmute;
run_command command_preferences_unpin;
run_command command_preferences_write; /* {markdown, items}, as they are then */

#endif
