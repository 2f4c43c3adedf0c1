"""How is the API described? As OpenAPI 3.1: every operation with its scopes and its problems.

Start reading at `DescribedAPI`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ninja import NinjaAPI
from pydantic.json_schema import models_json_schema

from leeway.api.bearing import Token
from leeway.api.problems import MEDIA_TYPE, TITLES
from leeway.api.shapes.answered import Problem

if TYPE_CHECKING:
    from ninja.openapi.schema import OpenAPISchema

ALWAYS: Final = (401, 403, 404, 405, 413, 429, 503)
WITH_A_BODY: Final = (400, 415, 422)
WITH_A_CHANGE: Final = (409,)


class DescribedAPI(NinjaAPI):
    """ninja's API, whose description also names scopes and problems."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The whole description."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        _, shapes = models_json_schema(
            [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
        )
        schema["components"]["schemas"].update(shapes["$defs"])
        scopes = self._scopes()
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _tell_problems(operation, changes=method != "get")
                if named := scopes.get(operation["operationId"]):
                    operation["security"] = [{"Token": list(named)}]
        return schema

    def _scopes(self) -> dict[str, tuple[str, ...]]:
        return {
            operation.operation_id: auth.scopes
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
            for auth in operation.auth_callbacks
            if isinstance(auth, Token) and operation.operation_id
        }


def _tell_problems(operation: dict[str, Any], *, changes: bool) -> None:
    statuses = [*ALWAYS, *WITH_A_BODY, *(WITH_A_CHANGE if changes else ())]
    for status in sorted(statuses):
        title = next(said for _, (number, said) in TITLES.items() if number == status)
        operation["responses"][status] = {
            "description": title,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
