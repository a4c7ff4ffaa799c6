import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Parses programs, a line of base64 each; answers "+" and their texts, or "-" and the error, in base64 again. */
public class Literals {
    public static void main(String[] args) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        List<Program> programs = new ArrayList<>();
        for (String line; (line = input.readLine()) != null; ) {
            String source = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
            programs.add(new Program(programs.size(), source));
        }
        // One compiler for all of them: to start one takes longer than to parse.
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, said, List.of("-proc:none", "-Xmaxerrs", "0"), null, programs);
        Map<URI, String> answers = new HashMap<>();
        for (CompilationUnitTree unit : task.parse()) answers.put(unit.getSourceFile().toUri(), "+" + textsOf(unit));
        for (Diagnostic<? extends JavaFileObject> diagnostic : said.getDiagnostics()) {
            if (diagnostic.getKind() != Diagnostic.Kind.ERROR) continue;
            answers.put(diagnostic.getSource().toUri(), "- " + encoded(diagnostic.getMessage(null)));
        }
        for (Program program : programs) System.out.println(answers.get(program.toUri()));
    }

    private static String textsOf(CompilationUnitTree unit) {
        StringBuilder texts = new StringBuilder();
        unit.accept(new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
                if (literal.getValue() instanceof String) texts.append(' ').append(encoded((String) literal.getValue()));
                return null;
            }
        }, null);
        return texts.toString();
    }

    private static String encoded(String text) {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return base64.isEmpty() ? "=" : base64;
    }

    private static final class Program extends SimpleJavaFileObject {
        private final String source;

        Program(int number, String source) {
            super(URI.create("string:///Program" + number + ".java"), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
