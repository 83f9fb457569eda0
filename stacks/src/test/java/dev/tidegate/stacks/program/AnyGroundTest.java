package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.rules.Rules;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.wire.OneAccount;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The SDK keeps one deployment at a time, and a ground has a few hundred resources: each try shows all that it can. */
class AnyGroundTest {
    private static final String SEED = "20260101";
    private static final int TRIES = 25;

    /**
     * The guard lets every valid ground through, and what the engine is asked for keeps the rules; asked again it is the same, value for
     * value; and another environment of the same account shares no name with it.
     */
    @Property(tries = TRIES, seed = SEED)
    void rulesHoldRunsRepeatAndEnvironmentsStayApart(@ForAll("grounds") ObjectNode document) {
        Ground ground = Grounds.load(Grounds.in(document, "one"));

        InProcess.Ended first = InProcess.provision(ground);
        InProcess.Ended again = InProcess.provision(ground);
        InProcess.Ended other = InProcess.provision(Grounds.load(Grounds.in(document, "two")));

        assertThat(first.result().errors()).isEmpty();
        assertThat(first.result().exitCode()).isZero();
        assertThat(first.asked()).isNotEmpty();
        // Protection is an option, not a property: the engine's double does not hear of it, the
        // wire-level runs do.
        assertThat(Rules.check(first.asked(), ground.tier()))
                .filteredOn(violation -> !violation.remedy().equals("protect it"))
                .isEmpty();
        assertThat(again.asked()).isEqualTo(first.asked());
        List<ResourceRegistration> both = new ArrayList<>(first.asked());
        both.addAll(other.asked());
        assertThat(OneAccount.collisions(both)).isEmpty();
    }

    @Provide
    Arbitrary<ObjectNode> grounds() {
        return Grounds.any();
    }
}
