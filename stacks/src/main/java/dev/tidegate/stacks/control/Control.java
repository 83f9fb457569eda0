package dev.tidegate.stacks.control;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's daemon. */
public final class Control extends ComponentResource {
    /** On the daemon's own instance: what listens there signs its questions to the region's metrics. */
    public static final int SIGNER_PORT = 8005;

    private final Output<String> databaseAddress;

    public Control(
            Site site,
            Network network,
            Documents documents,
            Output<String> key,
            Output<String> workspaceArn,
            List<String> groups) {
        super("tidegate:control:Control", site.names().logical("control"), site.component());
        Walls walls = Walls.of(site, this, network);
        Database database = new Database(site, this, network, key, walls.database());
        Roles roles =
                new Roles(site, this, documents, key, workspaceArn, database.secretArn(), groups);
        new Daemons(site, this, network, documents, walls.daemon(), roles.instance(), database);
        databaseAddress = database.address();
        registerOutputs(Map.of("database", databaseAddress));
    }

    /** Host name of the database, inside the network. */
    public Output<String> databaseAddress() {
        return databaseAddress;
    }
}
