namespace TitleReview.Domain;

public readonly record struct TenantId(Guid Value) : IId<TenantId> { public static TenantId From(Guid value) => new(value); }
public readonly record struct UserId(Guid Value) : IId<UserId> { public static UserId From(Guid value) => new(value); }
public readonly record struct OfficeId(Guid Value) : IId<OfficeId> { public static OfficeId From(Guid value) => new(value); }
public readonly record struct ApplicantId(Guid Value) : IId<ApplicantId> { public static ApplicantId From(Guid value) => new(value); }
public readonly record struct PlanId(Guid Value) : IId<PlanId> { public static PlanId From(Guid value) => new(value); }
public readonly record struct PlanDraftId(Guid Value) : IId<PlanDraftId> { public static PlanDraftId From(Guid value) => new(value); }
public readonly record struct FilingId(Guid Value) : IId<FilingId> { public static FilingId From(Guid value) => new(value); }
public readonly record struct MaterialId(Guid Value) : IId<MaterialId> { public static MaterialId From(Guid value) => new(value); }
public readonly record struct PartialUploadId(Guid Value) : IId<PartialUploadId> { public static PartialUploadId From(Guid value) => new(value); }
public readonly record struct NoticeId(Guid Value) : IId<NoticeId> { public static NoticeId From(Guid value) => new(value); }
public readonly record struct AnnouncementId(Guid Value) : IId<AnnouncementId> { public static AnnouncementId From(Guid value) => new(value); }
public readonly record struct AttachmentId(Guid Value) : IId<AttachmentId> { public static AttachmentId From(Guid value) => new(value); }
public readonly record struct IntegrityRecordId(Guid Value) : IId<IntegrityRecordId> { public static IntegrityRecordId From(Guid value) => new(value); }
public readonly record struct DefectId(Guid Value) : IId<DefectId> { public static DefectId From(Guid value) => new(value); }
public readonly record struct DeskNoteId(Guid Value) : IId<DeskNoteId> { public static DeskNoteId From(Guid value) => new(value); }
public readonly record struct ImportSheetId(Guid Value) : IId<ImportSheetId> { public static ImportSheetId From(Guid value) => new(value); }
public readonly record struct ExpertId(Guid Value) : IId<ExpertId> { public static ExpertId From(Guid value) => new(value); }
public readonly record struct CommitteeId(Guid Value) : IId<CommitteeId> { public static CommitteeId From(Guid value) => new(value); }
public readonly record struct DrawId(Guid Value) : IId<DrawId> { public static DrawId From(Guid value) => new(value); }
public readonly record struct MeetingId(Guid Value) : IId<MeetingId> { public static MeetingId From(Guid value) => new(value); }
public readonly record struct SittingId(Guid Value) : IId<SittingId> { public static SittingId From(Guid value) => new(value); }
public readonly record struct RoundId(Guid Value) : IId<RoundId> { public static RoundId From(Guid value) => new(value); }
public readonly record struct ResultId(Guid Value) : IId<ResultId> { public static ResultId From(Guid value) => new(value); }
public readonly record struct ResultNoticeId(Guid Value) : IId<ResultNoticeId> { public static ResultNoticeId From(Guid value) => new(value); }
public readonly record struct ResultDecisionId(Guid Value) : IId<ResultDecisionId> { public static ResultDecisionId From(Guid value) => new(value); }
public readonly record struct CertificateId(Guid Value) : IId<CertificateId> { public static CertificateId From(Guid value) => new(value); }
public readonly record struct CertificateBatchId(Guid Value) : IId<CertificateBatchId> { public static CertificateBatchId From(Guid value) => new(value); }
public readonly record struct HandoverId(Guid Value) : IId<HandoverId> { public static HandoverId From(Guid value) => new(value); }
public readonly record struct DeputationId(Guid Value) : IId<DeputationId> { public static DeputationId From(Guid value) => new(value); }
public readonly record struct ProposalId(Guid Value) : IId<ProposalId> { public static ProposalId From(Guid value) => new(value); }
public readonly record struct BulkId(Guid Value) : IId<BulkId> { public static BulkId From(Guid value) => new(value); }
public readonly record struct PaymentId(Guid Value) : IId<PaymentId> { public static PaymentId From(Guid value) => new(value); }
public readonly record struct FeeRefundId(Guid Value) : IId<FeeRefundId> { public static FeeRefundId From(Guid value) => new(value); }
public readonly record struct BankSheetId(Guid Value) : IId<BankSheetId> { public static BankSheetId From(Guid value) => new(value); }
public readonly record struct BankLineId(Guid Value) : IId<BankLineId> { public static BankLineId From(Guid value) => new(value); }
public readonly record struct BankCorrectionId(Guid Value) : IId<BankCorrectionId> { public static BankCorrectionId From(Guid value) => new(value); }

/// <summary>各种号不能互相冒充；存储层按这个接口统一转换。</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}
