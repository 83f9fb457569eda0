package dev.tidegate.runbooks.rig;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** What rooms import of their module, and what their {@code package-info.java} says that they may. */
public final class RoomImports {
    private RoomImports() {}

    /**
     * The imports that no room says, one sentence each. A room names another in code words, by what
     * follows the module's package, or says that it may import every room.
     *
     * @param module the package of the module whose folder the test runs in
     */
    public static SortedSet<String> unsaid(JavaClasses main, String module) {
        var unsaid = new TreeSet<String>();
        for (JavaClass type : main) {
            String room = type.getPackageName();
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(other -> other.startsWith(module + ".") && !other.equals(room))
                    .map(other -> other.substring(module.length() + 1))
                    .distinct()
                    .filter(other -> !says(room, other))
                    .forEach(other -> unsaid.add(room + " does not say that it imports " + other));
        }
        return unsaid;
    }

    private static boolean says(String room, String other) {
        Path file = Path.of("src/main/java", room.replace('.', '/'), "package-info.java");
        try {
            String words = Files.readString(file).replaceAll("\\s+(\\* )?", " ");
            return words.contains("{@code " + other + "}")
                    || words.matches(".* every (other )?room .*");
        } catch (IOException e) {
            throw new UncheckedIOException("a room has a " + file, e);
        }
    }
}
