package dev.tidegate.stacks.control;

import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.site.Site;

/** The daemon accepts connections from this network only, the database from the daemon only. */
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
        daemon.allowIngress(
                "network",
                "This network reads status and metrics",
                new Peer.Range(network.cidr()),
                STATUS_PORT);
        database.allowIngress("daemon", "The daemon", new Peer.Behind(daemon), Database.PORT);
        daemon.allowEgress("ledger", "The database", new Peer.Behind(database), Database.PORT);
        daemon.allowEgress("aws", "AWS itself", Peer.WORLD, 443);
        daemon.allowEgressToServices(
                "gateway", "The cache, and metrics of gateways and fleets", network.cidr());
        return new ControlSecurityGroups(daemon, database);
    }
}
