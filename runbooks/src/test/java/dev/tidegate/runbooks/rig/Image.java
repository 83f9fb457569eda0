package dev.tidegate.runbooks.rig;

import java.util.Optional;

/**
 * From what a container is made.
 *
 * @param name with a tag that does not move
 * @param program what is run in it, as whoever runs the tests so that it can write to our folder; without one the image's own
 *     program under the image's own user
 */
public record Image(String name, Optional<String> program) {}
