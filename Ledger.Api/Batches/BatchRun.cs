using System.Threading.Channels;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Api.Batches;

/// <summary>
/// Carries a batch out: items begin in their order, as many as fit the window are under way at once, and answers go out in the order of
/// the items. Items of one account run one after the other, since its mailbox takes them in order.
/// </summary>
/// <param name="Member">What a line calls that which came of an item: <c>transaction</c>.</param>
/// <param name="Execute">Carries an item out; it has its place among the orders of its account when it returns the task.</param>
internal sealed record BatchRun(string Member, Func<BatchItem, Task<CommandAnswer>> Execute)
{
    /// <summary>So many items are under way at once; far fewer than may wait in one mailbox.</summary>
    private const int Window = 2048;

    /// <exception cref="ProblemException">The body is neither lines nor an array, or an array that cannot be read.</exception>
    public async Task<IResult> RunAsync(HttpContext context, FreshnessGate freshness, ILogger log)
    {
        var isLines = context.Request.ContentType?.StartsWith(BatchReader.Lines, StringComparison.OrdinalIgnoreCase) == true;
        if (!isLines && !context.Request.HasJsonContentType())
        {
            throw new ProblemException(new(ProblemKind.UnsupportedMediaType, $"Send a batch as Content-Type: {BatchReader.Lines} or application/json."));
        }

        LiftLimits(context);
        var items = isLines
            ? BatchReader.LinesAsync(context.Request.BodyReader, context.RequestAborted)
            : ToAsync(await BatchReader.ArrayAsync(context.Request.BodyReader, context.RequestAborted));
        context.Response.ContentType = isLines ? BatchReader.Lines : "application/json";
        await using var spill = new AnswerSpill(context.Response.Body);
        var pump = spill.PumpAsync(context.RequestAborted);
        try
        {
            await WriteAsync(items, isLines, spill, new(context, freshness, log), context.RequestAborted);
        }
        finally
        {
            spill.Complete();
            await pump;
        }

        return Results.Empty;
    }

    private async Task WriteAsync(IAsyncEnumerable<BatchItem> items, bool isLines, AnswerSpill spill, BatchAnswers answers, CancellationToken cancellationToken)
    {
        var underWay = Channel.CreateBounded<(long Index, Task<CommandAnswer> Answer)>(new BoundedChannelOptions(Window) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(items, underWay.Writer, cancellationToken);
        spill.Write(isLines ? [] : "["u8.ToArray());
        var isFirst = true;
        await foreach (var (index, answer) in underWay.Reader.ReadAllAsync(CancellationToken.None))
        {
            var line = await answers.WriteAsync(Member, index, answer);
            spill.Write(isLines ? [.. line, (byte)'\n'] : isFirst ? line : [(byte)',', .. line]);
            isFirst = false;
        }

        await reading;
        spill.Write(isLines ? [] : "]"u8.ToArray());
    }

    private async Task ReadAsync(
        IAsyncEnumerable<BatchItem> items, ChannelWriter<(long Index, Task<CommandAnswer> Answer)> underWay, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                // Room first: an item that has begun is always answered.
                await underWay.WaitToWriteAsync(cancellationToken);
                underWay.TryWrite((item.Index, item.Unreadable is { } problem ? Task.FromResult(CommandAnswer.Of(problem)) : Begin(item)));
            }
        }
        finally
        {
            underWay.Complete();
        }
    }

    private Task<CommandAnswer> Begin(BatchItem item)
    {
        try
        {
            return Execute(item);
        }
        // What is wrong with one item is the answer to that item.
        catch (Exception fault)
        {
            return Task.FromException<CommandAnswer>(fault);
        }
    }

    /// <summary>A batch may be of any length and take any time; what is under way is bounded by the window.</summary>
    private static void LiftLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } request)
        {
            request.MinDataRate = null;
        }

        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinResponseDataRateFeature>() is { } response)
        {
            response.MinDataRate = null;
        }
    }

    private static async IAsyncEnumerable<BatchItem> ToAsync(IReadOnlyList<BatchItem> items)
    {
        foreach (var item in items)
        {
            yield return item;
        }

        await Task.CompletedTask;
    }
}
