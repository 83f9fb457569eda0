package dev.tidegate.stacks.control;

import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.network.Wall;
import dev.tidegate.stacks.site.Site;

/** The daemon is asked by this network only; the database by the daemon only. */
record Walls(Wall daemon, Wall database) {
    static final int STATUS_PORT = 9464;

    static Walls of(Site site, ComponentResource parent, Network network) {
        Wall daemon = new Wall(site, parent, network.vpcId(), "control", "The daemon", "control");
        Wall database =
                new Wall(
                        site,
                        parent,
                        network.vpcId(),
                        "control",
                        "The database of the daemon",
                        "ledger");
        daemon.in(
                "network",
                "This network reads status and metrics",
                new Peer.Range(network.cidr()),
                STATUS_PORT);
        database.in("daemon", "The daemon", new Peer.Behind(daemon), Database.PORT);
        daemon.out("ledger", "The database", new Peer.Behind(database), Database.PORT);
        daemon.out("aws", "AWS itself", Peer.WORLD, 443);
        daemon.outToServices(
                "gateway", "The cache, and metrics of gateways and fleets", network.cidr());
        return new Walls(daemon, database);
    }
}
