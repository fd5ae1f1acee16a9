using TitleReview.Domain;

namespace TitleReview.App.Storage;

/// <summary>一次办理的凭号：同一凭号再来，不再办，只答上次的结果。</summary>
internal sealed class OperationKey : ITenantOwned
{
    public TenantId TenantId { get; set; }
    public UserId UserId { get; set; }
    public Guid Key { get; set; }
    public string Act { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

/// <summary>审计：一次保存一行，数据库触发器编号、接链，只能追加。</summary>
internal sealed class AuditEntry : ITenantOwned
{
    public TenantId TenantId { get; set; }
    public Guid Id { get; set; }
    public DateTimeOffset At { get; set; }
    public UserId UserId { get; set; }
    public string UserName { get; set; } = "";
    public string Act { get; set; } = "";
    public string Body { get; set; } = "{}";
}

/// <summary>已存文件的登记：字节在文件库里，按租户与内容摘要只存一份。</summary>
internal sealed class StoredFile : ITenantOwned
{
    public TenantId TenantId { get; set; }
    public string Sha256 { get; set; } = "";
    public long Bytes { get; set; }
    public DateTimeOffset StoredAt { get; set; }
}

/// <summary>申报编号的计数：每个计划年度一行，在同一事务里加一。</summary>
internal sealed class NumberCounter : ITenantOwned
{
    public TenantId TenantId { get; set; }
    public int Year { get; set; }
    public int Last { get; set; }
}

/// <summary>登录 cookie 的保护密钥，各节点共用。</summary>
internal sealed class ProtectionKey
{
    public string Name { get; set; } = "";
    public string Xml { get; set; } = "";
}

/// <summary>证书的序号：编号去掉序号之后同样的，一行一个计数；在同一事务里加一，没有发成的，号也退回。</summary>
internal sealed class CertificateCounter : ITenantOwned
{
    public TenantId TenantId { get; set; }
    public string Series { get; set; } = "";
    public int Last { get; set; }
}

/// <summary>哪一种连续的号。</summary>
internal enum NumberSeries { FeeReceipt, PaperReceipt }

/// <summary>收据一类的连续号：同一端口、同一种、同一年度一行，在同一事务里加一；没有办成的，号也退回。</summary>
internal sealed class SeriesCounter : ITenantOwned
{
    public TenantId TenantId { get; set; }
    public NumberSeries Series { get; set; }
    public int Year { get; set; }
    public int Last { get; set; }
}
