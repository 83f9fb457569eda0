package dev.tidegate.runbooks.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.run.RunFixture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LostEffectsTest {
    private final RunFixture world = new RunFixture();
    private final String run = world.openRaising(2, 5);
    private final AtomicInteger reads = new AtomicInteger();
    private Reading reading = floor(5);
    private final LostEffects lostEffects =
            new LostEffects(
                    target -> {
                        reads.incrementAndGet();
                        return reading;
                    });

    private Reading floor(int floor) {
        return reading(Map.of("floor", IntNode.valueOf(floor)));
    }

    private Observed reading(Map<String, JsonNode> fields) {
        return Observed.of(SimulatedFleets.target("f0"), world.now(), fields);
    }

    private Map<String, String> lookAMinuteLater() {
        world.advance(LostEffects.INTERVAL);
        return lostEffects.look(world.runs().all(), world.now());
    }

    @Test
    void whatIsAsBeforeTheRunOrNotThereIsLostAndWhatOthersWroteOverItIsNot() {
        world.sweep();
        assertThat(lookAMinuteLater()).isEmpty();

        reading = floor(7);
        assertThat(lookAMinuteLater()).isEmpty();

        reading = floor(2);
        assertThat(lookAMinuteLater().get(run)).endsWith("floor is 2, and was set to 5");

        reading = reading(Map.of());
        assertThat(lookAMinuteLater().get(run)).endsWith("floor is null, and was set to 5");

        reading = new Unreadable(Failure.UNREACHABLE, "down");
        assertThat(lookAMinuteLater()).isEmpty();
    }

    @Test
    void nobodyIsAskedForRunsThatAreNotInForceNorMoreThanOnceAMinute() {
        assertThat(lookAMinuteLater()).isEmpty();
        assertThat(reads).hasValue(0);

        world.sweep();
        reading = floor(2);
        lookAMinuteLater();
        world.advance(Duration.ofSeconds(30));

        assertThat(lostEffects.look(world.runs().all(), world.now())).containsKey(run);
        assertThat(reads).hasValue(1);
    }

    @Test
    void aRunThatIsOverHoldsNothingThatCouldBeLost() {
        world.sweep();
        world.runs().request(run, "bo", new RunEvent.AbortRequested("bo", "it stays", true));
        world.sweep();
        reading = floor(2);

        assertThat(lookAMinuteLater()).isEmpty();
        assertThat(reads).hasValue(0);
    }
}
