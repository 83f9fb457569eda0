package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.resource.Registered;
import dev.tidegate.stacks.rules.Rules;
import dev.tidegate.stacks.settings.Ground;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The SDK keeps one deployment at a time, and a ground has a few hundred resources: few tries, each of another kind. */
class AnyGroundTest {
    private static final String SEED = "20260101";
    private static final int TRIES = 10;

    @Property(tries = TRIES, seed = SEED)
    void theGuardLetsEveryValidGroundThrough(@ForAll("grounds") ObjectNode document) {
        InProcess.Ended ended = InProcess.provision(Grounds.load(document));

        assertThat(ended.result().errors()).isEmpty();
        assertThat(ended.result().exitCode()).isZero();
        assertThat(ended.asked()).isNotEmpty();
    }

    @Property(tries = TRIES, seed = SEED)
    void whatTheEngineIsAskedForKeepsTheRules(@ForAll("grounds") ObjectNode document) {
        Ground ground = Grounds.load(document);

        InProcess.Ended ended = InProcess.provision(ground);

        assertThat(ended.result().exitCode()).isZero();
        // Protection is an option, not a property: the engine's double does not hear of it, the
        // wire-level runs do.
        assertThat(Rules.check(ended.asked(), ground.tier()))
                .filteredOn(violation -> !violation.remedy().equals("protect it"))
                .isEmpty();
    }

    @Property(tries = 3, seed = SEED)
    void twoEnvironmentsOfOneAccountShareNoName(@ForAll("grounds") ObjectNode document) {
        List<Registered> both =
                new ArrayList<>(
                        InProcess.provision(Grounds.load(Grounds.in(document, "one"))).asked());
        both.addAll(InProcess.provision(Grounds.load(Grounds.in(document, "two"))).asked());

        assertThat(Rules.collisions(both)).isEmpty();
    }

    @Property(tries = 3, seed = SEED)
    void runningTwiceAsksForTheSame(@ForAll("grounds") ObjectNode document) {
        List<Registered> once = InProcess.provision(Grounds.load(document)).asked();
        List<Registered> again = InProcess.provision(Grounds.load(document)).asked();

        assertThat(again).isEqualTo(once);
    }

    @Provide
    Arbitrary<ObjectNode> grounds() {
        return Grounds.any();
    }
}
