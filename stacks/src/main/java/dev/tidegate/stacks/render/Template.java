package dev.tidegate.stacks.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.reflect.MissingWrapper;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A Mustache template. Values are inserted unescaped: these are configuration files, in which HTML escaping would corrupt quotes. Settings are
 * validated when they are read.
 */
public final class Template {
    /** A line that is a comment; the specification removes it, the library leaves an empty one. */
    private static final Pattern COMMENT_LINE =
            Pattern.compile("^[ \\t]*\\{\\{![^}]*}}\\R", Pattern.MULTILINE);

    private final Mustache mustache;

    private Template(Mustache mustache) {
        this.mustache = mustache;
    }

    /** The template of this name beside this class. */
    public static Template named(String name) {
        return of(name, text(name));
    }

    /** A file beside this class, as it is. */
    public static String text(String name) {
        try (var in =
                Objects.requireNonNull(
                        Template.class.getResourceAsStream(name), "no file " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Template of(String name, String text) {
        String shown = COMMENT_LINE.matcher(text).replaceAll("");
        return new Template(new PlainText().compile(new StringReader(shown), name));
    }

    public String fill(Map<String, ?> values) {
        StringWriter out = new StringWriter();
        mustache.execute(out, values);
        return out.toString();
    }

    private static final class PlainText extends DefaultMustacheFactory {
        PlainText() {
            setObjectHandler(new Strict());
        }

        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException e) {
                throw new MustacheException("a string writer cannot fail", e);
            }
        }
    }

    /** Refuses names without a value; the library would render them as empty. */
    private static final class Strict extends ReflectionObjectHandler {
        @Override
        public Wrapper find(String name, List<Object> scopes) {
            Wrapper found = super.find(name, scopes);
            if (found instanceof MissingWrapper) {
                throw new MustacheException("nobody fills the hole " + name);
            }
            return found;
        }
    }
}
