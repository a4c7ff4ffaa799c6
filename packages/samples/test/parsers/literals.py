"""Parses programs, a line of base64 each; answers "+" and their texts, or "-" and the error, in base64 again."""
import ast
import sys
from base64 import b64decode, b64encode

for line in sys.stdin:
    try:
        tree = ast.parse(b64decode(line).decode())
    except SyntaxError as error:
        print("-", b64encode(str(error).encode()).decode())
        continue
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    print("+", *(b64encode(text.encode()).decode() or "=" for text in texts))
