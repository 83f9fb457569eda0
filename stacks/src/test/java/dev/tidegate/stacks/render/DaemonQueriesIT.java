package dev.tidegate.stacks.render;

import static dev.tidegate.stacks.render.QueriedSeries.BOTH_THERE;
import static dev.tidegate.stacks.render.QueriedSeries.COUNTED;
import static dev.tidegate.stacks.render.QueriedSeries.END;
import static dev.tidegate.stacks.render.QueriedSeries.HALF_HEARD;
import static dev.tidegate.stacks.render.QueriedSeries.SERVED;
import static dev.tidegate.stacks.render.QueriedSeries.gateway;
import static dev.tidegate.stacks.render.QueriedSeries.leaving;
import static dev.tidegate.stacks.render.QueriedSeries.replica;
import static dev.tidegate.stacks.render.QueriedSeries.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon makes of replicas that are dead, new or not heard. */
@Needs(value = Component.PROMETHEUS, installed = true)
class DaemonQueriesIT {
    private QueriedSeries prometheus;

    @BeforeEach
    void series(@TempDir Path folder) {
        prometheus = new QueriedSeries(folder);
    }

    @Test
    void demandIsWhatWasServedWhereNoGatewayHasCounted() throws Exception {
        assertThat(prometheus.demandOf(SERVED, 600)).contains("SUCCESS");
    }

    @Test
    void aReplicaThatCannotBeScrapedIsNotLessDemand() throws Exception {
        assertThat(prometheus.demandOf(HALF_HEARD + BOTH_THERE, 600)).contains("SUCCESS");
    }

    /** It may as well be dead: too much rather than too little. */
    @Test
    void norIsItWhereNoGatewayIsHeard() throws Exception {
        assertThat(prometheus.demandOf(HALF_HEARD, 600)).contains("SUCCESS");
    }

    /** What it served before is still in the window, and would be counted twice. */
    @Test
    void norIsItCountedTwiceWhileItsLastSamplesAreInTheWindow() throws Exception {
        String justUnheard = replica("a", 300, 0, END) + replica("b", 300, 0, 88);

        assertThat(prometheus.demandOf(justUnheard + BOTH_THERE, 600)).contains("SUCCESS");
        assertThat(prometheus.demandOf(justUnheard, 600)).contains("SUCCESS");
    }

    /** The other one serves all of it. */
    @Test
    void aReplicaThatIsDeadAndStillListedIsNotMoreDemand() throws Exception {
        String dead = replica("a", 600, 0, END) + replica("b", 300, 0, 60);
        String oneThere = gateway("g", END) + well("g", 1, END) + well("g", 2, 60);

        assertThat(prometheus.demandOf(dead + oneThere, 600)).contains("SUCCESS");
    }

    /** Its first samples tell a part of what it serves. */
    @Test
    void aReplicaThatWasJustFoundIsNotLessDemand() throws Exception {
        String justFound = replica("a", 300, 0, END) + replica("b", 300, 88, END);

        assertThat(prometheus.demandOf(justFound + BOTH_THERE, 600)).contains("SUCCESS");
    }

    /** It is given nothing new, and can be scraped as long as it is there. */
    @Test
    void aReplicaThatLeavesIsNeitherMoreNorLess() throws Exception {
        String one = replica("a", 600, 0, END) + gateway("g", END) + well("g", 1, END);

        assertThat(prometheus.demandOf(one + replica("b", 0, 0, END) + leaving("g", 2, END), 600))
                .contains("SUCCESS");
        assertThat(prometheus.demandOf(one + replica("b", 0, 0, 88) + leaving("g", 2, 88), 600))
                .contains("SUCCESS");
    }

    /** Of two that serve one cannot be scraped: the third one's nothing is a part of the mean, but not in the place of the other's. */
    @Test
    void norDoesItHideOneThatCannotBeScraped() throws Exception {
        String leaves = HALF_HEARD + replica("d", 0, 0, END);

        assertThat(prometheus.demandOf(leaves + BOTH_THERE + leaving("g", 3, END), 450))
                .contains("SUCCESS");
    }

    /** What gateways turned away is no demand of its own. */
    @Test
    void demandOfAFleetThatIsNotHeardIsUnknown() throws Exception {
        assertThat(prometheus.answers(COUNTED + well("g", 1, END), "/demand/query", "[]"))
                .contains("SUCCESS");
    }
}
