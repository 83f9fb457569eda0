package dev.tidegate.stacks.control;

import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.site.Site;

/** The daemon accepts connections from collectors beside daemons only, the database from the daemon only. */
record ControlSecurityGroups(ClosedSecurityGroup daemon, ClosedSecurityGroup database) {
    static final int STATUS_PORT = 9464;

    static ControlSecurityGroups of(Site site, ComponentResource parent, Network network) {
        ClosedSecurityGroup daemon =
                new ClosedSecurityGroup(
                        site, parent, network.vpcId(), "control", "The daemon", "control");
        ClosedSecurityGroup database =
                new ClosedSecurityGroup(
                        site,
                        parent,
                        network.vpcId(),
                        "control",
                        "The database of the daemon",
                        "ledger");
        // Operators come through a session on the instance itself.
        daemon.mayReach(daemon, "A collector reads the metrics of both daemons", STATUS_PORT);
        database.allowIngress("daemon", "The daemon", new Peer.Behind(daemon), Database.PORT);
        daemon.allowEgress("ledger", "The database", new Peer.Behind(database), Database.PORT);
        // Registries of the containers beside it, and services of AWS without an endpoint here:
        // addresses that nobody can list.
        daemon.allowEgress("aws", "AWS itself", Peer.WORLD, 443);
        return new ControlSecurityGroups(daemon, database);
    }
}
