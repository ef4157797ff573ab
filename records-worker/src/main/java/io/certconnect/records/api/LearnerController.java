package io.certconnect.records.api;

import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.Badges;
import io.certconnect.stores.reading.Page;
import io.certconnect.stores.reading.Statistics;
import io.certconnect.stores.reading.TranscriptEntry;
import io.certconnect.stores.reading.Transcripts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for one learner. The two stores take events in independently, and only the transcript hears of activities: a
 * learner whom either knows is known, and what the other does not know of yet is empty.
 */
@RestController
@RequestMapping(path = "/api/learn-profiles/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class LearnerController {

    private final Transcripts transcripts;
    private final Badges badges;

    LearnerController(Transcripts transcripts, Badges badges) {
        this.transcripts = transcripts;
        this.badges = badges;
    }

    @GetMapping("/transcript")
    ResponseEntity<TranscriptPage> transcript(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        String learner = Asked.learner(id);
        int most = Asked.limit(limit);
        Page<TranscriptEntry, TranscriptEntry.Place> page = transcripts
                .page(learner, Cursor.transcript(after), most)
                .or(() -> badges.knows(learner) ? Optional.of(Page.empty()) : Optional.empty())
                .orElseThrow(LearnerController::unknown);
        String next = page.next() == null ? null : next(request, most, Cursor.of(page.next()));
        return answer(new TranscriptPage(page.entries(), next), next);
    }

    @GetMapping("/badges")
    ResponseEntity<BadgePage> badges(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        String learner = Asked.learner(id);
        int most = Asked.limit(limit);
        Page<Badge, Badge.Place> page = badges.page(learner, Cursor.badges(after), most)
                .or(() -> transcripts.knows(learner) ? Optional.of(Page.empty()) : Optional.empty())
                .orElseThrow(LearnerController::unknown);
        String next = page.next() == null ? null : next(request, most, Cursor.of(page.next()));
        return answer(new BadgePage(page.entries(), next), next);
    }

    @GetMapping("/statistics")
    Statistics statistics(@PathVariable String id) {
        String learner = Asked.learner(id);
        return transcripts
                .statistics(learner)
                .or(() -> badges.knows(learner) ? Optional.of(Statistics.NONE) : Optional.empty())
                .orElseThrow(LearnerController::unknown);
    }

    /** The path as it was asked for, so that an id stays encoded as it came; a cursor needs no encoding. */
    private static String next(HttpServletRequest request, int limit, String cursor) {
        return request.getRequestURI() + "?limit=" + limit + "&after=" + cursor;
    }

    private static <B> ResponseEntity<B> answer(B body, @Nullable String next) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (next != null) {
            answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return answer.body(body);
    }

    private static ProblemException unknown() {
        return Problem.UNKNOWN_LEARN_PROFILE.because(
                "No Learn profile of this id is connected or has any activity, as far"
                        + " as events have said. It is found as soon as a connection or an activity arrives; check the id, or try"
                        + " again later.");
    }
}
