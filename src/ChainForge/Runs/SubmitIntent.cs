namespace ChainForge.Runs;

/// <summary>All that is written down before a paid request is sent.</summary>
/// <param name="Asked">What will be asked for.</param>
/// <param name="ExpectedCredits">What it is expected to cost.</param>
/// <param name="SendBefore">The moment after which it may no longer be sent.</param>
/// <param name="AnswerBefore">The moment after which its sender must be gone.</param>
/// <param name="Owner">The process that will send it.</param>
/// <param name="NewestJobBefore">The account's newest job, if any.</param>
/// <param name="JobsListKnown">Whether the jobs list answered.</param>
/// <param name="WebhookTokenHash">SHA-256 of the webhook token, if webhooks are in use.</param>
public sealed record SubmitIntent(
    AskedFor Asked,
    decimal ExpectedCredits,
    DateTimeOffset SendBefore,
    DateTimeOffset AnswerBefore,
    string Owner,
    string? NewestJobBefore,
    bool JobsListKnown,
    string? WebhookTokenHash);
