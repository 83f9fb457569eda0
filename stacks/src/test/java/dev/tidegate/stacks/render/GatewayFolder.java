package dev.tidegate.stacks.render;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** A folder that stands for those of a gateway's instance. */
final class GatewayFolder {
    private GatewayFolder() {}

    /** As on an instance where root runs the tests, and with the rights of whoever does elsewhere. */
    static GatewayFiles.Place place(int port, Path folder) {
        Optional<String> user =
                Optional.of("haproxy").filter(any -> new UnixSystem().getUid() == 0);
        return new GatewayFiles.Place(
                "127.0.0.1:" + port, folder.toString(), folder.resolve("maps").toString(), user);
    }

    /** Writes the files where their process finds them; the folder is open to all, as the sockets' is on an instance. */
    static void lay(GatewayFiles files, Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.all().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
