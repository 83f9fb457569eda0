package dev.tidegate.runbooks.rig.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same API server with store, controllers and scheduler in one container: k3s without an agent, so without nodes. */
final class ContainedApi extends KubernetesApi {
    private static final Pattern AUTHORITY = Pattern.compile("certificate-authority-data: *(\\S+)");

    private final AutoscalerPace pace;
    private final Path written = folder().resolve("k3s.yaml");

    /** Its own store is inside. */
    ContainedApi(AutoscalerPace pace) {
        super("");
        this.pace = pace;
    }

    @Override
    protected List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "server",
                                "--disable-agent",
                                "--disable=traefik,servicelb,metrics-server,local-storage,coredns",
                                "--disable-cloud-controller",
                                "--disable-network-policy",
                                "--flannel-backend=none",
                                "--bind-address=127.0.0.1",
                                "--advertise-address=127.0.0.1",
                                "--https-listen-port=" + port(),
                                "--write-kubeconfig=" + written,
                                "--write-kubeconfig-mode=644"));
        sharedArguments().forEach(each -> arguments.add("--kube-apiserver-arg=" + each));
        pace.arguments().forEach(each -> arguments.add("--kube-controller-manager-arg=" + each));
        return arguments;
    }

    /** The certificate that clients trust stands in the configuration that k3s writes once it is up. */
    @Override
    public boolean isReady() {
        try {
            if (!Files.exists(certificate())) {
                Optional<String> authority = authority();
                if (authority.isEmpty()) {
                    return false;
                }
                Files.createDirectories(certificate().getParent());
                Files.write(certificate(), Base64.getDecoder().decode(authority.get()));
            }
        } catch (IOException e) {
            return false;
        }
        return super.isReady();
    }

    private Optional<String> authority() throws IOException {
        if (!Files.exists(written)) {
            return Optional.empty();
        }
        Matcher found = AUTHORITY.matcher(Files.readString(written));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
