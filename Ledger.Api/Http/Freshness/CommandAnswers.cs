namespace Ledger.Api.Http.Freshness;

/// <summary>A command's answer over HTTP: remembered, so that later reads include it, and written.</summary>
internal static class CommandAnswers
{
    public static IResult Answer(this FreshnessGate freshness, HttpContext context, CommandAnswer answer)
    {
        foreach (var (accountId, position) in answer.Acknowledged)
        {
            freshness.Acknowledge(context, accountId, position);
        }

        var headers = context.Response.Headers;
        if (answer.IsReplayed)
        {
            headers["Idempotency-Replayed"] = "true";
        }

        if (answer.IsDeferred)
        {
            headers["Preference-Applied"] = "respond-async";
        }

        if (answer.Location is { } location)
        {
            headers.Location = location;
        }

        return answer.Problem is { } problem ? problem
            : answer.Status == StatusCodes.Status204NoContent ? TypedResults.NoContent()
            : TypedResults.Json(answer.Body, Text.Answers, statusCode: answer.Status);
    }
}
