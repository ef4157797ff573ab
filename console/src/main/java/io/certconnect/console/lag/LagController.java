package io.certconnect.console.lag;

import io.certconnect.console.lag.LatestLag.Known;
import io.certconnect.console.problem.Problem;
import io.certconnect.lag.LagReport;
import java.time.InstantSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with the last measurement that succeeded, however old it is, and says how old. */
@RestController
final class LagController {

    private final LatestLag latest;
    private final LagSettings settings;
    private final InstantSource clock;

    LagController(LatestLag latest, LagSettings settings, InstantSource clock) {
        this.latest = latest;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping(path = "/api/lag", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LagAnswer> lag() {
        Known known = latest.known();
        LagReport report = known.report();
        if (report == null) {
            throw Problem.NOT_MEASURED_YET.because(detail(known), settings.interval());
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(LagAnswer.of(report, known.trouble(), clock.instant(), settings.staleAfter()));
    }

    private String detail(Known known) {
        String again = " Send the request again after " + settings.interval().toSeconds() + " seconds.";
        return known.trouble() == null
                ? "The first measurement has not ended yet." + again
                : "No measurement has succeeded since the start, the last because of: " + known.trouble() + "." + again;
    }
}
