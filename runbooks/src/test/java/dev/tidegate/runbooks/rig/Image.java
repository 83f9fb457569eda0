package dev.tidegate.runbooks.rig;

import java.util.Optional;

/**
 * The image of a container.
 *
 * @param name name with a fixed tag
 * @param program what is run in it, as whoever runs the tests so that it can write to our folder;
 *     without one the image's own program under the image's own user
 */
public record Image(String name, Optional<String> program) {}
