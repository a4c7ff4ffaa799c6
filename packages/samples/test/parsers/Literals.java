import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Parses programs, a line of base64 each; answers "+" and their texts, or "-" and the error, in base64 again. */
public class Literals {
    public static void main(String[] args) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = input.readLine()) != null; ) {
            String source = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
            DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
            JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                }
            };
            JavacTask task = (JavacTask) compiler.getTask(null, null, said, List.of("-proc:none"), null, List.of(file));
            StringBuilder answer = new StringBuilder("+");
            TreeScanner<Void, Void> texts = new TreeScanner<>() {
                @Override
                public Void visitLiteral(LiteralTree literal, Void nothing) {
                    if (literal.getValue() instanceof String) answer.append(' ').append(encoded((String) literal.getValue()));
                    return null;
                }
            };
            task.parse().forEach(unit -> unit.accept(texts, null));
            for (Diagnostic<?> diagnostic : said.getDiagnostics()) {
                if (diagnostic.getKind() != Diagnostic.Kind.ERROR) continue;
                answer.setLength(0);
                answer.append("- ").append(encoded(diagnostic.toString()));
                break;
            }
            System.out.println(answer);
        }
    }

    private static String encoded(String text) {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return base64.isEmpty() ? "=" : base64;
    }
}
