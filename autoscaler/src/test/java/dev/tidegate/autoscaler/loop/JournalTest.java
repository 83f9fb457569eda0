package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Notes that are queued while the ledger is unavailable. */
final class JournalTest {
    private static final int ROOM = 2_000;

    @AutoClose private final LoopRig rig = new LoopRig();
    private final FailingLedger ledger = new FailingLedger(rig.ledger);
    private final Journal journal = new Journal(ledger, "chat", "daemon@here", ROOM);

    private boolean note(int number) {
        rig.now = rig.now.plus(Duration.ofSeconds(15));
        return journal.note(rig.now, "cycle", body(number));
    }

    private static ObjectNode body(int number) {
        return JsonNodeFactory.instance.objectNode().put("number", number).put("share", 0.25);
    }

    private List<Integer> written() {
        return rig.entries("cycle").stream()
                .map(entry -> entry.body().path("number").asInt())
                .toList();
    }

    @Test
    void queuedNotesAreWrittenUnchangedAndInOrder() {
        note(1);
        ledger.broken = true;
        assertThat(note(2)).isFalse();
        assertThat(note(3)).isFalse();
        ledger.broken = false;

        assertThat(note(4)).isTrue();

        assertThat(written()).containsExactly(1, 2, 3, 4);
        assertThat(rig.entries("cycle"))
                .extracting(Draft::body)
                .containsExactly(body(1), body(2), body(3), body(4));
        assertThat(journal.trouble()).isEmpty();
    }

    @Test
    void aNoteWhoseAnswerWasLostIsNotWrittenTwice() {
        note(1);
        ledger.answerLost = true;

        assertThat(note(2)).isFalse();
        assertThat(note(3)).isTrue();

        assertThat(written()).containsExactly(1, 2, 3);
    }

    @Test
    void noNoteOvertakesThoseThatAreQueued() {
        ledger.broken = true;
        note(1);
        note(2);
        ledger.broken = false;
        ledger.unreadable = true; // so that it is not known what was written
        assertThat(note(3)).isFalse();
        ledger.unreadable = false;
        ledger.answerLost = true;
        assertThat(note(4)).isFalse();

        assertThat(note(5)).isTrue();

        assertThat(written()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void anOutageIsLoggedAtItsBeginningAndItsEndWithWhatIsLost() {
        String logged =
                LoggedLines.during(
                        () -> {
                            ledger.broken = true;
                            for (int i = 0; i < 200; i++) {
                                note(i);
                            }
                            ledger.broken = false;
                            note(200);
                            note(201);
                        });

        assertThat(logged)
                .containsOnlyOnce("the ledger cannot be written, nothing is changed: disk full")
                .containsOnlyOnce("no room for more unwritten entries")
                .containsOnlyOnce("the ledger can be written again")
                .containsPattern("entries up to 2026-03-01T12:\\S+ are lost");
    }

    @Test
    void aLongOutageKeepsNoMoreThanTheLimit() {
        ledger.broken = true;
        for (int i = 0; i < 5_000; i++) {
            note(i);
        }
        ledger.broken = false;

        note(5_000);

        int each = body(4_999).toString().length();
        assertThat(written()).hasSizeBetween(ROOM / each / 2, ROOM / each + 1);
        assertThat(written()).last().isEqualTo(5_000);
        assertThat(written()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theNewestNoteIsKeptWhateverItsSize() {
        ledger.broken = true;
        ObjectNode large = body(1).put("rates", "0,".repeat(ROOM));
        journal.note(rig.now, "history", large);
        ledger.broken = false;

        note(2);

        assertThat(rig.entries("history")).extracting(Draft::body).containsExactly(large);
    }

    @Test
    void anOutageLeavesTheWholeRoomToTheNextOne() {
        int fitting = ROOM / body(10).toString().length();
        for (int outage = 0; outage < 2; outage++) {
            ledger.broken = true;
            for (int i = 0; i < fitting; i++) {
                note(10 + i);
            }
            ledger.broken = false;
            note(99);
        }

        assertThat(written()).hasSize(2 * (fitting + 1));
    }
}
