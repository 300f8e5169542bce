# The page of preferences, edited and given back together with what it was: changed, gone and new lines.
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": 1, "result": {"id": 1}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "email", "text": "Sign off with your first name."}]}}
<-- {"id": 2, "result": {"id": 2}}
# Learned meanwhile, so to say: it is on neither page, and stays.
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "notes", "text": "Use the Oxford comma."}]}}
<-- {"id": 3, "result": {"id": 3}}
!sync
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.write", "arguments": [{
      "before": "# My writing preferences\n\n## docs\n\n- Use contractions. `1`\n  - no evidence yet\n\n## email\n\n- Sign off with your first name. `2`\n",
      "after": "- Use a few contractions.  `1`  \n## docs\n- Call the reader a keeper.\n- Use no contractions at all. `1`\n\n## paper\n\n- Write we, not I."}]}}
<-- {"id": 4, "result": {"markdown": "/Call the reader a keeper/", "items": [
      {"id": "$copy", "text": "Use no contractions at all.", "genre": "docs"},
      {"id": "$keeper", "text": "Call the reader a keeper.", "genre": "docs", "pinned": true},
      {"id": 1, "text": "Use a few contractions.", "genre": "docs"},
      {"id": 3, "text": "Use the Oxford comma.", "genre": "notes"}, {"id": "<int>", "text": "Write we, not I.", "genre": "paper"}]}}
# The same once more changes nothing; a line that cannot be taken keeps the others from being taken.
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.write", "arguments": [{
      "before": "## docs\n- Use contractions. `1`\n## email\n- Sign off with your first name. `2`\n",
      "after": "## docs\n- Use a few contractions. `1`\n- Call the reader a keeper.\n"}]}}
<-- {"id": 5, "result": {"items": [{"id": "$copy"}, {"id": "$keeper"}, {"id": 1, "text": "Use a few contractions."}, "*", "*"]}}
!sync
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.write", "arguments": [{
      "before": "## docs\n- Use a few contractions. `1`\n", "after": "## docs\n- \n- Be brief.\n"}]}}
<-- {"id": 6, "error": {"code": -32602, "message": "/empty/"}}
--> {"id": 7, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.write", "arguments": [{
      "before": "## docs\n- Use a few contractions. `1`\n", "after": "- Use a few contractions. `1`\n- Be brief.\n"}]}}
<-- {"id": 7, "error": {"code": -32602, "message": "/heading of its genre/"}}
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.write", "arguments": [{
      "before": "## docs\n- Use a few contractions. `1`\n- Use the Oxford comma. `3`\n", "after": ""}]}}
<-- {"id": 8, "error": {"code": -32602, "message": "/forget all 2/"}}
--> {"id": 9, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"genre": "docs"}]}}
<-- {"id": 9, "result": {"items": [{"id": "$copy"}, {"id": "$keeper"}, {"id": 1}]}}
