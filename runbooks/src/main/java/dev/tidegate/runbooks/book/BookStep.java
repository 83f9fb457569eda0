package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One step as the book writes it; values may hold {@code ${…}}.
 *
 * @param kind of the target; empty when a parameter names the whole target, as {@code wholeTarget}
 * @param coordinates of the target, by name
 * @param set the fields' values that shall hold
 * @param when a condition without which the step is skipped
 * @param noUndo why the step needs no way back; empty when the before-image is restored
 * @param priorityClass the class of traffic that the step takes something from
 * @param call the book that stands in place of this step, with its parameters in {@code set}
 */
public record BookStep(
        String id,
        Place place,
        Optional<String> kind,
        Optional<Template> wholeTarget,
        SortedMap<String, Template> coordinates,
        SortedMap<String, Template> set,
        Optional<String> when,
        Duration timeout,
        Retries retries,
        Optional<String> noUndo,
        Optional<String> priorityClass,
        Optional<String> call) {}
