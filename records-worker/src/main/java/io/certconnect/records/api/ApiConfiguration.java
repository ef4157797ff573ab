package io.certconnect.records.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.Badges;
import io.certconnect.stores.reading.Statistics;
import io.certconnect.stores.reading.TranscriptEntry;
import io.certconnect.stores.reading.TranscriptEntry.ActivityEntry;
import io.certconnect.stores.reading.TranscriptEntry.CertificationEntry;
import io.certconnect.stores.reading.TranscriptEntry.ExamEntry;
import io.certconnect.stores.reading.Transcripts;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.WebContentInterceptor;

/** All of the API; needs {@link Transcripts} and {@link Badges}. */
@Configuration(proxyBeanMethods = false)
@Import(Problems.class)
public class ApiConfiguration {

    @Bean
    LearnerController learnerController(Transcripts transcripts, Badges badges) {
        return new LearnerController(transcripts, badges);
    }

    /** The tag is of the body: states change with the day, though no row does. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> filter =
                new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        filter.addUrlPatterns("/api/*");
        return filter;
    }

    /** A person's data: no shared cache keeps it, and the person's own asks each time. Problems too: a 404 may pass. */
    @Bean
    WebMvcConfigurer caching() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                WebContentInterceptor caching = new WebContentInterceptor();
                caching.addCacheMapping(CacheControl.noCache().cachePrivate(), "/api/**");
                registry.addInterceptor(caching);
            }
        };
    }

    /** Ids are opaque: one may hold a slash, encoded, which Tomcat would refuse. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInIds() {
        return server -> server.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    @Bean
    JsonMapperBuilderCustomizer entriesAsJson() {
        return mapper -> mapper.addMixIn(TranscriptEntry.class, EntryJson.class)
                .addMixIn(Badge.class, WhatApplies.class)
                .addMixIn(Statistics.class, WhatApplies.class);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface WhatApplies {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entryType")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ExamEntry.class, name = "EXAM"),
        @JsonSubTypes.Type(value = CertificationEntry.class, name = "CERTIFICATION"),
        @JsonSubTypes.Type(value = ActivityEntry.class, name = "LEARN_ACTIVITY")
    })
    private interface EntryJson {}
}
