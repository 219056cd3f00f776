"""ECR: a tag that cannot be moved has an error of its own; moto answers as if the very same image were there."""
from moto.ecr.exceptions import ImageAlreadyExistsException
from moto.ecr.models import ECRBackend

import request

MOTO_PUT_IMAGE = ECRBackend.put_image


def put_image(self, repository_name, image_manifest, image_tag, *args, **kwargs):
    try:
        return MOTO_PUT_IMAGE(self, repository_name, image_manifest, image_tag, *args, **kwargs)
    except ImageAlreadyExistsException:
        images = self.repositories[repository_name].images
        if any(image_tag in image.image_tags for image in images if image.image_manifest == image_manifest):
            raise
        message = f"The image tag '{image_tag}' already exists in the '{repository_name}' repository and cannot be overwritten"
        raise request.Refusal("ImageTagAlreadyExistsException", message) from None


def mend():
    """Puts it in the place of moto's."""
    ECRBackend.put_image = put_image
