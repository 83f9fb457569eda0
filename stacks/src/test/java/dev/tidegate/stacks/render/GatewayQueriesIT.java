package dev.tidegate.stacks.render;

import static dev.tidegate.stacks.render.QueriedSeries.BOTH_THERE;
import static dev.tidegate.stacks.render.QueriedSeries.COUNTED;
import static dev.tidegate.stacks.render.QueriedSeries.END;
import static dev.tidegate.stacks.render.QueriedSeries.HALF_HEARD;
import static dev.tidegate.stacks.render.QueriedSeries.NO_LONGER_COUNTED;
import static dev.tidegate.stacks.render.QueriedSeries.SERVED;
import static dev.tidegate.stacks.render.QueriedSeries.gateway;
import static dev.tidegate.stacks.render.QueriedSeries.passesOn;
import static dev.tidegate.stacks.render.QueriedSeries.queues;
import static dev.tidegate.stacks.render.QueriedSeries.replica;
import static dev.tidegate.stacks.render.QueriedSeries.turnsAway;
import static dev.tidegate.stacks.render.QueriedSeries.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon makes of those whom gateways turn away or let wait, while gateways are dead or not heard. */
@Needs(value = Component.PROMETHEUS, installed = true)
class GatewayQueriesIT {
    private QueriedSeries prometheus;

    @BeforeEach
    void series(@TempDir Path folder) {
        prometheus = new QueriedSeries(folder);
    }

    @Test
    void whatATierGivesUpIsDemandAndNoEvidenceForTheNextTier() throws Exception {
        assertThat(prometheus.answers(SERVED + COUNTED, "/demand/query", 600 + 300))
                .contains("SUCCESS");
        assertThat(prometheus.answers(SERVED + COUNTED, "/signals/turned_away", 150))
                .contains("SUCCESS");
    }

    /** It turns away as many as the other one. */
    @Test
    void aGatewayThatCannotBeScrapedIsNotLessDemand() throws Exception {
        String half = turnsAway("g", 15, 30, END) + turnsAway("h", 15, 30, 60);

        assertThat(prometheus.demandOf(SERVED + half, 600 + 300)).contains("SUCCESS");
        assertThat(prometheus.answers(SERVED + half, "/signals/turned_away", 150))
                .contains("SUCCESS");
    }

    /** All requests are at the other one, which turns away as many as both did. */
    @Test
    void aGatewayThatIsDeadAndStillListedTurnsNobodyAway() throws Exception {
        String dead = turnsAway("g", 30, 60, END) + turnsAway("h", 15, 30, 60);

        assertThat(prometheus.demandOf(SERVED + dead + passesOn("g", 120), 600 + 300))
                .contains("SUCCESS");
        assertThat(
                        prometheus.answers(
                                SERVED + dead + passesOn("g", 120), "/signals/turned_away", 150))
                .contains("SUCCESS");
    }

    /** As replicas tell, at which twice as much ends as it passed on. */
    @Test
    void aGatewayThatPassesRequestsOnAndCannotBeScrapedTurnsAwayAsMany() throws Exception {
        String half = turnsAway("g", 15, 30, END) + turnsAway("h", 15, 30, 60);

        assertThat(prometheus.demandOf(SERVED + half + passesOn("g", 60), 600 + 300))
                .contains("SUCCESS");
        assertThat(
                        prometheus.answers(
                                SERVED + half + passesOn("g", 60), "/signals/turned_away", 150))
                .contains("SUCCESS");
    }

    /** Five requests of 300 tokens at each gateway, and two in the replica. */
    @Test
    void whatWaitsAtAGatewayThatCannotBeScrapedIsCountedLikeTheOthers() throws Exception {
        String both = SERVED + queues("g", 5, END) + waits("a", 2, END);

        assertThat(
                        prometheus.answers(
                                both + queues("h", 5, END) + gateway("g", END) + gateway("h", END),
                                "/signals/queued",
                                12 * 300))
                .contains("SUCCESS");
        String hidden = both + queues("h", 5, 60) + gateway("g", END) + gateway("h", 60);
        assertThat(prometheus.answers(hidden + passesOn("g", 60), "/signals/queued", 12 * 300))
                .contains("SUCCESS");
        assertThat(prometheus.answers(hidden + passesOn("g", 120), "/signals/queued", 7 * 300))
                .contains("SUCCESS");
    }

    /** Each of two replicas has two that wait. */
    @Test
    void whatWaitsInAReplicaThatCannotBeScrapedIsCountedLikeTheOthers() throws Exception {
        String half =
                HALF_HEARD
                        + BOTH_THERE
                        + waits("a", 2, END)
                        + waits("b", 2, 60)
                        + queues("g", 0, END)
                        + queues("h", 0, END);

        assertThat(prometheus.answers(half, "/signals/queued", 4 * 300)).contains("SUCCESS");
    }

    @Test
    void whileATierIsInForceDemandIsUnknownWithoutAGateway() throws Exception {
        assertThat(prometheus.answers(SERVED + NO_LONGER_COUNTED, "/demand/query", "[]"))
                .contains("SUCCESS");
    }

    /** None was in force within the hour. */
    @Test
    void withoutATierDemandIsKnownWithoutAGateway() throws Exception {
        assertThat(prometheus.demandOf(SERVED + turnsAway("g", 15, 0, 60), 600))
                .contains("SUCCESS");
    }

    @Test
    void whatATierGaveUpIsNoDemandOnceItIsOver() throws Exception {
        String over = COUNTED.replace("0+30x120", "0+30x60 1800x60");

        assertThat(prometheus.demandOf(SERVED + over, 600)).contains("SUCCESS");
    }

    /** A request has no size yet: a number that is none would make demand unknown. */
    @Test
    void demandIsKnownBeforeTheFirstRequestHasEnded() throws Exception {
        assertThat(prometheus.demandOf(replica("a", 0, 0, END) + turnsAway("g", 15, 0, END), 0))
                .contains("SUCCESS");
    }

    /** Everybody is turned away, for longer than an hour: nobody knows how much that is, but it is not nothing. */
    @Test
    void demandOfWhichNothingIsServedIsUnknown() throws Exception {
        assertThat(prometheus.answers(replica("a", 0, 0, END) + COUNTED, "/demand/query", "[]"))
                .contains("SUCCESS");
    }
}
