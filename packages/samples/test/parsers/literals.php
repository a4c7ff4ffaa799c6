<?php
// Parses programs, a line of base64 each; answers "+" and their texts, or "-" and the error, in base64 again.
while (($line = fgets(STDIN)) !== false) {
    try {
        $tokens = token_get_all(base64_decode($line), TOKEN_PARSE);
    } catch (ParseError $error) {
        echo "- ", base64_encode($error->getMessage()), "\n";
        continue;
    }
    echo "+";
    foreach ($tokens as $token) {
        // A text without interpolations: to evaluate it runs nothing.
        if (is_array($token) && $token[0] === T_CONSTANT_ENCAPSED_STRING) {
            echo " ", base64_encode(eval("return $token[1];")) ?: "=";
        }
    }
    echo "\n";
}
