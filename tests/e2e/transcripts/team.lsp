# The team's page counts as pinned, follows the file, and can be muted by the person; it speaks below what they pinned.
!client {"experimental": {"prosed": {"news": true}}}
!ignore prosed/learning
!only turns once
!file .prosed/preferences.md "# Ours\n\n- Keep it calm.\n\n## docs\n\n- Use contractions.\n- Use British spelling.\n"
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences"}}
<-- {"id": 1, "result": {"markdown": "/from the team's page/", "items": [
      {"text": "Keep it calm.", "genre": "all", "layer": "team", "pinned": true, "inUse": true},
      {"id": "$british", "text": "Use British spelling.", "layer": "team", "pinned": true, "inUse": true},
      {"text": "Use contractions.", "layer": "team", "inUse": true}]}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.mute", "arguments": [{"id": "$british"}]}}
<-- {"id": 2, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Avoid contractions."}]}}
<-- {"id": 3, "result": {"id": "$own"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
!sync
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"genre": "docs"}]}}
<-- {"id": 4, "result": {"items": [{"id": "$own", "inUse": true},
      {"text": "Use contractions.", "layer": "team", "inUse": false, "conflicts": [{"id": "$own", "yields": true}]},
      {"text": "Use British spelling.", "muted": true, "inUse": false},
      {"text": "Keep it calm.", "layer": "team", "inUse": true}]}}
!write .prosed/preferences.md "## docs\n- Avoid emoji.\n"
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
!sync
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences"}}
<-- {"id": 5, "result": {"items": [{"id": "$own"}, {"text": "Avoid emoji.", "layer": "team", "inUse": true},
      {"text": "Use British spelling.", "muted": true}]}}
