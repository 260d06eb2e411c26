using Ledger.Tests.Api.Analytics;
using Ledger.Tests.Api.Audit;
using Ledger.Tests.Api.BadInput;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Api.Matches;
using Ledger.Tests.Api.Matching;
using Ledger.Tests.Api.Money;
using Ledger.Tests.Api.Users;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.OnProductionStores;

public sealed class AccountsRouteTests(ProductionLedgerService service) : AccountsRouteSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class BalanceRouteTests(ProductionLedgerService service) : BalanceRouteSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class EventFeedTests(ProductionLedgerService service) : EventFeedSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class ExportTests(ProductionLedgerService service) : ExportSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class BatchesTests(ProductionLedgerService service) : BatchesSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class HoldsTests(ProductionLedgerService service) : HoldsSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class ConversionsTests(ProductionLedgerService service) : ConversionsSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;
public sealed class KeyedMoneyTests(ProductionLedgerService service) : KeyedMoneySuite(service), IClassFixture<ProductionLedgerService>;

public sealed class ReversalsTests(ProductionLedgerService service) : ReversalsSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class StandingTests(ProductionLedgerService service) : StandingSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class StatementsTests(ProductionLedgerService service) : StatementsSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class SubmissionsTests(ProductionLedgerService service) : SubmissionsSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class TransfersTests(ProductionLedgerService service) : TransfersSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class SimilarTests(ProductionLedgerService service) : SimilarSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class UsersTests(ProductionLedgerService service) : UsersSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class MatchesTests(ProductionLedgerService service) : MatchesSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class AnalyticsRouteTests(ProductionLedgerService service) : AnalyticsRouteSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class FreshnessTests(ProductionLedgerService service) : FreshnessSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class HistoryRouteTests(ProductionLedgerService service) : HistoryRouteSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class IdempotencyTests(ProductionLedgerService service) : IdempotencySuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class ListsTests(ProductionLedgerService service) : ListsSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class MendedFaultTests(ProductionLedgerService service) : MendedFaultSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class RoutingTests(ProductionLedgerService service) : RoutingSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class TransactionsRouteTests(ProductionLedgerService service) : TransactionsRouteSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class RebuildTests(ProductionLedgerService service) : RebuildSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class BadInputTests(ProductionLedgerService service) : BadInputSuite(service.OrSkip()), IClassFixture<ProductionLedgerService>;

public sealed class RestartTests : RestartSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class StartingPositionTests : StartingPositionSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class CrashTests : CrashSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class MetricsTests : MetricsSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class RuntimeTests : RuntimeSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class VerificationsTests : VerificationsSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class FeedEndTests : FeedEndSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class ArchiveCommandsTests : ArchiveCommandsSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class LateRatesTests : LateRatesSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class WithoutRateTests : WithoutRateSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class HeldUpReadModelTests : HeldUpReadModelSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class LagLimitTests : LagLimitSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class RebuildKillTests : RebuildKillSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class KeyedRestartTests : KeyedRestartSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class MoneyCrashTests : MoneyCrashSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class AutomaticMatchingTests : AutomaticMatchingSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class AutomaticMatchingCrashTests : AutomaticMatchingCrashSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}

public sealed class BacktestsTests : BacktestsSuite
{
    protected override LedgerStores Stores { get; } = new ProductionStores();
}
